/**
 * What every program of Freshet needs, whether it is all of it or one of the services: its data
 * folder, its signals, its log, and the settings that all processes of one line of flow share.
 *
 * <p>What cannot start fails as {@link dev.freshet.standalone.process.StartRefused} with one line
 * that says what to do. The log rolls at a fixed size.
 */
package dev.freshet.standalone.process;
