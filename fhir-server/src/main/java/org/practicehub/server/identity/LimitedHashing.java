package org.practicehub.server.identity;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.password.PasswordEncoder;

/** Argon2id takes memory and a processor; only so many at once, or a flood of sign-ins would leave the screens nothing. */
final class LimitedHashing implements PasswordEncoder {
    private final PasswordEncoder passwords;
    private final Semaphore turns;

    LimitedHashing(PasswordEncoder passwords, int atOnce) {
        this.passwords = passwords;
        this.turns = new Semaphore(atOnce, true);
    }

    @Override
    public String encode(@Nullable CharSequence password) {
        return inTurn(() -> passwords.encode(password));
    }

    @Override
    public boolean matches(@Nullable CharSequence password, @Nullable String hash) {
        return inTurn(() -> passwords.matches(password, hash));
    }

    @Override
    public boolean upgradeEncoding(@Nullable String hash) {
        return passwords.upgradeEncoding(hash);
    }

    private <T> T inTurn(Supplier<T> work) {
        turns.acquireUninterruptibly();
        try {
            return work.get();
        } finally {
            turns.release();
        }
    }
}
