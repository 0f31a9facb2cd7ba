/**
 * Files that mean harm, each made here, and what becomes of them: for tests, and for measuring what
 * they do to the good ones beside them.
 */
package dev.freshet.hostile;
