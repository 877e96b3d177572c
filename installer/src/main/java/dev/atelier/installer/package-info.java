/// What is given to people who have no Java: a folder with the program, its libraries and a runtime
/// of the modules that it uses, and packages of it for the system that runs the build.
@NullMarked
package dev.atelier.installer;

import org.jspecify.annotations.NullMarked;
