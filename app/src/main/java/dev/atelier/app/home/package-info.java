/// Where the program lives on this machine: its data folder, the natives it unpacks and its log. No
/// engine types here, only the properties the engine reads. Start reading at [DataFolder].
@NullMarked
package dev.atelier.app.home;

import org.jspecify.annotations.NullMarked;
