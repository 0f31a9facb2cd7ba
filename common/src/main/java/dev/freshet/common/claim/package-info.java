/**
 * Claim checks: a document's bytes lie elsewhere, and its record carries a reference. The reference
 * enters and leaves as the header {@code freshet-claim}; bytes enter by {@link
 * dev.freshet.common.claim.ClaimDeposit} and leave by {@link dev.freshet.common.claim.Claims}. A
 * reference that leads nowhere, or to other bytes, is an {@link
 * dev.freshet.common.claim.Unclaimable} with its reason; where they lie does not answer, an {@link
 * dev.freshet.common.failure.Outage}. Bounded are the header and, by whoever implements the ports,
 * sizes and times.
 *
 * <pre>{@code
 * PUT ──► ClaimDeposit ──► folder or bucket ──► Claims.fetch ──► parse
 *              └── Claim ──► header of the record ──► Claim ──┘
 * }</pre>
 */
package dev.freshet.common.claim;
