/** An application, for the commands to look into. */
package com.acme.shop;
