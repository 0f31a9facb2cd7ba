/** What becomes of files that mean harm, and of the children that read them. */
package dev.freshet.ingest.parse.hostile;
