/**
 * Reads settings from flags, the environment, a file and defaults, in this order. Texts enter;
 * checked values leave, and with them what took effect and a printed reference. All problems at
 * once are told by one InvalidSettings, unknown names with the nearest known. Every number, time
 * and size carries its bounds.
 */
package dev.freshet.common.settings;
