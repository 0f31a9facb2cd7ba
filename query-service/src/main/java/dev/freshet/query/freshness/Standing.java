package dev.freshet.query.freshness;

import java.util.OptionalDouble;

/**
 * How a position of a source partition stands to what came out.
 *
 * @param out whether the watermark has come to it
 * @param open whether nothing of it is retrievable although the watermark has passed it: it was
 *     deferred, or left out for a newer version that is on its way
 * @param ahead how many records of its partition come out before it, at most; 0 once it is out
 * @param lagSeconds how long the oldest record of its partition has been seen waiting
 * @param pace records of its partition a second, as they came out lately while some waited; empty
 *     where that is not known
 */
public record Standing(
    boolean out, boolean open, long ahead, double lagSeconds, OptionalDouble pace) {}
