/**
 * The parse room: a file's bytes become blocks.
 *
 * <p>In come the bytes of a published file with what its publisher says about it. Out goes a {@link
 * dev.freshet.common.document.ParsedDocument}, its structure in reading order. A file that cannot
 * be read fails with a named {@link dev.freshet.common.failure.Reason}, and where no process can be
 * had at all that is an {@link dev.freshet.common.failure.Outage}. Bounded are the processes, their
 * memory, the time for one file, its size, its text and what it may unpack to, how long a file
 * waits, and how much of earlier parses is remembered so that the same bytes are not read twice.
 *
 * <pre>{@code
 * parse(reference) ──► Claims.fetch, in the slow lane alone ──► parse(file)
 * parse(bytes) ──► ParseMemo: known?
 *              └─► WaitingLine ──► ParserChildProcess ═stdin═► child: ChildLoop ──► FileReader
 *                  live first      deadline, exit code ◄stdout═       (see parse.child, parse.tika)
 *                  a quarter of the deadline gone: a spare child; half: it gives way
 * }</pre>
 */
package dev.freshet.ingest.parse;
