/**
 * The reader of web pages.
 *
 * <p>In comes a page, however well formed. Out goes its content as blocks, and its menus, banners
 * and footers as boilerplate. Nothing fails here: a browser would show something too. Bounded are
 * nesting, spans of cells and, by the sink, what comes out.
 */
package dev.freshet.ingest.parse.html;
