package dev.freshet.query.watch;

import dev.freshet.common.store.Access;
import java.time.Instant;

/**
 * A watch that stands without a connection.
 *
 * @param id by which it is named
 * @param wanted what is watched for
 * @param owner who registered it: what is pushed is what that caller may see
 * @param target where it pushes
 * @param createdAt when it was registered
 * @param begun the cursor it began at
 */
record Registered(
    String id, Wanted wanted, Access owner, Target target, Instant createdAt, String begun) {}
