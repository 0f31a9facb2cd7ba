/**
 * Erasure: a deletion that says where the document's contents may still lie, and by when they are
 * gone. A request enters, the document's end is published and waited for, a receipt leaves. A wait
 * that is too short is told in the receipt, and so is what cannot be known from here; a deletion
 * that Kafka did not take fails as publishing does. Bounded are the wait and the time that Kafka
 * has to tell its topics' settings.
 *
 * <pre>POST …/erasure ─► publish::delete ─► Gate ─► TopicPolicies ─► Receipt</pre>
 */
package dev.freshet.query.erasure;
