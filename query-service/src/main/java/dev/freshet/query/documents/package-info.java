/**
 * Documents: requests about the catalogue enter, what is told of documents leaves as JSON. An
 * unknown id fails as a 404 problem, a bad parameter as 400; a catalogue that does not answer is an
 * Outage. Pages have at most 200 documents.
 */
package dev.freshet.query.documents;
