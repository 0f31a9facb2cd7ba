/**
 * Figures as a page with plots and as JSON. Sections enter; two files leave. A folder that cannot
 * be written fails the run. A report is as large as its sections.
 */
package dev.freshet.evaluation.report;
