/**
 * The web page under a real browser. What enters is the base address of a service, real or the
 * {@link dev.freshet.query.page.FakeService}; what leaves is a journey that went through. It fails
 * as an assertion that names the step, and is skipped with the reason where there is no Chromium.
 * Every wait is bounded by Playwright's time limit.
 */
package dev.freshet.query.page;
