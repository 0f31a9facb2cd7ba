/** Files that mean harm, each made here, and what becomes of them. */
package dev.freshet.ingest.parse.hostile;
