package dev.atelier.app;

/// Entry point of the studio and of the command line.
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.out.println("Atelier " + String.join(" ", args));
    }
}
