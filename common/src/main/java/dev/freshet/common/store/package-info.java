/**
 * The ports to the passage store and the catalogue, and the meaning of filters, access and read
 * points. Embedded documents and index events enter by the writing half; candidates, passages and
 * entries leave by the reading half. A store that cannot answer now throws an Outage, and the call
 * may be made again. Lists asked for carry a limit, and ended passages are swept.
 */
package dev.freshet.common.store;
