/**
 * Who is calling, and how much: an {@code Authorization} header and an address enter, a {@link
 * dev.freshet.query.exchange.Caller} leaves. A key is one of the key file, read again when it
 * changes; a token is a JWT of one OIDC issuer, read with its keys. A missing or unknown credential
 * fails as a 401 problem, one that says too little as 403, too many requests as 429, an issuer that
 * is away as an outage; a broken key file at start as {@link dev.freshet.query.access.InvalidKeys},
 * later as a red health check while the keys read before stay good. Without key file and issuer
 * everyone is the default tenant, and the service must be bound to loopback. Bounded are the file
 * (10,000 keys), a token (16 KiB), the issuer's answers, how often it is asked, and the addresses
 * and subjects that are remembered.
 *
 * <pre>Authorization ─► Attempts ─► KeyRing ──┬─► Usage ─► Admission
 *                        └──► Tokens ─┘
 *                 IssuerHttp ─► IssuerKeys ┘</pre>
 */
package dev.freshet.query.access;
