package org.practicehub.server.scheduling;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FreeTimeTest {
    private static final Instant NINE = Instant.parse("2026-11-30T15:00:00Z");
    private static final Span WINDOW = new Span(NINE, at(600));

    @Test
    void takesATouchedStepForBusyAndAPartOfAStepForClosed() {
        FreeTime time = FreeTime.all(WINDOW).close(new Span(at(7), at(11)));

        assertThat(time.isFree(new Span(at(0), at(5)))).isTrue();
        assertThat(time.isFree(new Span(at(5), at(10)))).isFalse();
        assertThat(time.isFree(new Span(at(10), at(15)))).isFalse();
        assertThat(time.isFree(new Span(at(15), at(20)))).isTrue();
        FreeTime open = FreeTime.none(WINDOW).open(List.of(new Span(at(3), at(22))));
        assertThat(open.nextFree(NINE)).isEqualTo(at(5));
        assertThat(open.isFree(new Span(at(5), at(20)))).isTrue();
        assertThat(open.isFree(new Span(at(5), at(22)))).isFalse();
    }

    /** The quick way and the plain way agree. */
    @Test
    void saysWhatComparingEveryStretchSays() {
        Random dice = new Random(5);
        for (int round = 0; round < 200; round++) {
            List<Span> busy = spans(dice, 8);
            List<Span> alsoBusy = spans(dice, 8);
            FreeTime mine = FreeTime.all(WINDOW);
            busy.forEach(mine::close);
            FreeTime theirs = FreeTime.all(WINDOW);
            alsoBusy.forEach(theirs::close);
            FreeTime both = mine.and(theirs);
            for (int start = 0; start < 570; start += 5) {
                Span visit = new Span(at(start), at(start + 30));
                boolean plain = busy.stream().noneMatch(visit::overlaps)
                        && alsoBusy.stream().noneMatch(visit::overlaps);
                assertThat(both.isFree(visit)).as("round %s, %s", round, start).isEqualTo(plain);
            }
        }
    }

    /** A group has room for some; where so many overlap, no more can come. */
    @Test
    void isFullWhereAsManyOverlapAsThereIsRoomFor() {
        Random dice = new Random(7);
        for (int round = 0; round < 200; round++) {
            List<Busy> taken = spans(dice, 10).stream()
                    .map(span -> new Busy("x", span, "busy", Optional.of("a"), Optional.empty(), Optional.empty()))
                    .toList();
            List<Span> full = Diary.full(taken, 3);
            for (int minute = 0; minute < 600; minute += 5) {
                Span moment = new Span(at(minute), at(minute + 5));
                long there = taken.stream()
                        .filter(one -> one.span().overlaps(moment))
                        .count();
                assertThat(full.stream().anyMatch(moment::overlaps))
                        .as("round %s, %s", round, minute)
                        .isEqualTo(there >= 3);
            }
        }
    }

    private static List<Span> spans(Random dice, int most) {
        List<Span> spans = new ArrayList<>();
        for (int i = dice.nextInt(most); i >= 0; i--) {
            int from = dice.nextInt(110) * 5;
            spans.add(new Span(at(from), at(from + 5 * (1 + dice.nextInt(12)))));
        }
        return spans;
    }

    private static Instant at(int minute) {
        return NINE.plusSeconds(60L * minute);
    }
}
