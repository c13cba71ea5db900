/** The command line, the control channel and the shell, against JVMs that run. */
package dev.leadline.itests.shell;
