/**
 * Metrics to a StatsD server over UDP, with tags as DogStatsD, Telegraf and the Prometheus StatsD
 * exporter read them.
 *
 * <p>Series add up in memory, at no cost worth mentioning to the application's threads, and what
 * has changed is sent once a second. Entry class: {@link com.acme.statsd.StatsdComponent}.
 */
package com.acme.statsd;
