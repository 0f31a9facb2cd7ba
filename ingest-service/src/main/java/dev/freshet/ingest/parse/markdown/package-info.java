/**
 * The reader of Markdown.
 *
 * <p>In comes Markdown, with or without front matter. Out go headings, paragraphs, items, rows and
 * code, with the words of links. Nothing fails here: any text is Markdown. Bounded are nesting and,
 * by the sink, what comes out.
 */
package dev.freshet.ingest.parse.markdown;
