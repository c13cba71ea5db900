/** What somebody else does who has sdk-api and testkit, and nothing of this build. */
package dev.leadline.itests.thirdparty;
