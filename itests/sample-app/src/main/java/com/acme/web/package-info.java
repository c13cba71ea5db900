/** Users and their sessions. Safe for any number of threads. */
package com.acme.web;
