/**
 * The Model Context Protocol at {@code /mcp}: JSON-RPC messages enter, answers leave; an agent's
 * tools are search, context, document, freshness and watch, with the caller's own credential,
 * tenant and permissions. What is wrong with a call comes back as a tool's error that names field
 * and fix, what is no message of the protocol as an error of JSON-RPC; an outage says that it is
 * one. Bounded are a message (as any JSON body), a batch, a tool's wait and what it finds; no
 * session is held. Nothing else here knows the protocol's library, nor the reactive one it brings.
 *
 * <pre>POST /mcp ─► Origins ─► Revisions ─► Messages ─► Transport ─► library ─► Tools ─► Retriever,
 *                                                                              Contexts,
 *                                                                              Handler, Gate, Watch
 * </pre>
 */
package dev.freshet.query.mcp;
