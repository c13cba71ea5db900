/** Keeps what the README shows true. */
package dev.leadline.itests.demo;
