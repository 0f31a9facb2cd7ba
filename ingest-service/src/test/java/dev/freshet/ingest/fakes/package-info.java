/** Stand-ins for what the flow works with, written by hand. */
package dev.freshet.ingest.fakes;
