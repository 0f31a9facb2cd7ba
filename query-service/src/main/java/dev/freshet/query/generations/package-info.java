/**
 * Generations side by side: which one answers, building another, comparing, switching.
 *
 * <pre>
 *   request ──► GenerationSwitch ──► the LiveGeneration that serves: search, documents, freshness
 *                     ▲                      (the others follow their own index events meanwhile)
 *   /v1/generations ──┴─► Generations ──► GenerationBuilder (whoever runs the jobs)
 * </pre>
 *
 * <p>A switch never shows a reader less than was shown before it: it waits until the next
 * generation shows all that the former does, while new answers wait a moment. What cannot be
 * reached in time is a problem, and the former goes on.
 */
package dev.freshet.query.generations;
