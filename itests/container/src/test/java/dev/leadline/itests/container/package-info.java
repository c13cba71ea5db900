/**
 * Tests inside a framework, by Pax Exam: the bundles of the distribution, from files, and bundles
 * that the tests make.
 */
package dev.leadline.itests.container;
