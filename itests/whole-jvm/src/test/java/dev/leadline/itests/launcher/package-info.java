/** What the agent does to an application, and what it does not. */
package dev.leadline.itests.launcher;
