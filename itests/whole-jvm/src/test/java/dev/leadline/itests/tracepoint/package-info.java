/**
 * What users get: tracepoint files in a directory become series, in applications that are whole
 * JVMs. {@link dev.leadline.itests.tracepoint.Observed} starts one and watches it.
 */
package dev.leadline.itests.tracepoint;
