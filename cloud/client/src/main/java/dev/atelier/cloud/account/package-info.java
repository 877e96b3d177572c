/// Whose account it is: credentials from Alibaba Cloud's own places, and secrets that cannot be
/// printed.
@NullMarked
package dev.atelier.cloud.account;

import org.jspecify.annotations.NullMarked;
