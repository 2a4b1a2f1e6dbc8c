// Claims about sending, word by word and in whole prints over bad cables.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/line_sender.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>

#include "client/marlin_sim/board.hpp"
#include "client/testing_cable.hpp"

namespace escapement::client {
namespace {

using base::HostTime;
using base::Seconds;

HostTime at(double seconds) {
    return HostTime(base::host_duration(Seconds(seconds)));
}

// Says and hears by hand.
struct Dialogue {
    std::vector<std::string> sent, done;
    bool ended = false;
    LineSender sender{{[this](const Outgoing& line) { sent.push_back(line.text); },
                       [this](const Outgoing& line, const std::string& complaint) {
                           done.push_back(line.text + (complaint.empty() ? "" : ": " + complaint));
                       },
                       [this] { ended = true; }}};
    std::string say(double seconds) { return sender.take_bytes(at(seconds)); }
    void hear(const char* text, double seconds) {
        sender.hear(parse_marlin_line(text), at(seconds));
    }
    // Streams these lines, and passes the greetings.
    void stream(std::vector<std::string> lines) {
        auto next = std::make_shared<std::size_t>(0);
        sender.start_stream([lines, next]() -> std::optional<std::string> {
            if (*next == lines.size()) return std::nullopt;
            return lines[(*next)++];
        });
        EXPECT_EQ(say(0), "N0 M110 N0*125\n");
        hear("ok", 0);
        EXPECT_EQ(say(0), "\nN1 M105*38\n");
        hear("ok T:20 /0", 0);
        sent.clear();
        done.clear();
    }
};

TEST(LineSender, without_a_stream_one_line_at_a_time_and_no_numbers) {
    Dialogue d;
    d.sender.queue({"G28"});
    d.sender.queue({"M105"});

    EXPECT_EQ(d.say(0), "G28\n");
    EXPECT_EQ(d.say(1), "");
    d.hear("echo:busy: processing", 2);
    d.hear("ok", 3);
    EXPECT_EQ(d.say(3), "M105\n");
    EXPECT_EQ(d.done, (std::vector<std::string>{"G28"}));
}

TEST(LineSender, what_the_printer_complains_about_is_told_with_the_line) {
    Dialogue d;
    d.sender.queue({"BOGUS"});
    d.say(0);
    d.hear("echo:Unknown command: \"BOGUS\"", 0);
    d.hear("ok", 0);

    EXPECT_EQ(d.done, (std::vector<std::string>{"BOGUS: Unknown command: \"BOGUS\""}));
}

TEST(LineSender, a_lost_ok_is_recovered_by_asking) {
    Dialogue d;
    d.sender.queue({"G28"});
    d.say(0);

    EXPECT_EQ(d.say(2.9), "");
    EXPECT_EQ(d.say(3.0), "\nM105\n");
    d.hear("ok T:20 /0", 3.1);

    EXPECT_EQ(d.done, (std::vector<std::string>{"G28", "M105"}));
    EXPECT_TRUE(d.sender.idle());
}

TEST(LineSender, two_lost_answers_in_a_row_block_nothing) {
    Dialogue d;
    d.sender.queue({"G28"});
    d.sender.queue({"M114"});
    d.say(0);
    EXPECT_EQ(d.say(3), "\nM105\n");
    EXPECT_EQ(d.say(9), "\nM105\n");
    d.hear("ok T:20 /0", 9.1);
    EXPECT_EQ(d.say(9.2), "");
    EXPECT_EQ(d.say(9.7), "M114\n");
    d.hear("ok", 9.8);

    EXPECT_EQ(d.done, (std::vector<std::string>{"G28", "M105", "M105", "M114"}));
    EXPECT_TRUE(d.sender.idle());
}

TEST(LineSender, late_answers_to_several_questions_are_not_those_of_the_next_line) {
    Dialogue d;
    d.sender.queue({"G28"});
    d.sender.queue({"M114"});
    d.say(0);
    d.say(3);
    d.say(9);
    for (const char* answer : {"ok", "ok T:20 /0", "ok T:20 /0"}) {
        EXPECT_EQ(d.say(9.5), "");
        d.hear(answer, 9.5);
    }
    EXPECT_EQ(d.say(9.6), "M114\n");
    EXPECT_EQ(d.done, (std::vector<std::string>{"G28", "M105", "M105"}));
}

TEST(LineSender, two_lost_answers_in_a_row_do_not_block_a_stream) {
    Dialogue d;
    d.stream({"G1 X1", "G1 X2"});
    EXPECT_EQ(d.say(1), "N2 G1 X1*99\n");
    EXPECT_EQ(d.say(4), "\nN3 M105*36\n");
    EXPECT_EQ(d.say(10), "\nN4 M105*35\n");
    d.hear("ok T:20 /0", 10.1);
    d.say(10.2);
    EXPECT_EQ(d.say(10.7), "N5 G1 X2*103\n");
}

TEST(LineSender, a_printer_that_owes_an_answer_is_given_up_after_a_time_without_life) {
    Dialogue d;
    EXPECT_FALSE(d.sender.given_up(at(1e6)));
    d.sender.queue({"G1 X1"});
    for (double s = 0; s < 299; s += 1) {
        d.say(s);
        EXPECT_FALSE(d.sender.given_up(at(s)));
    }
    EXPECT_TRUE(d.sender.given_up(at(300)));
    EXPECT_EQ(d.sender.next_wake(), at(300));
    d.hear("echo:busy: processing", 299);
    EXPECT_FALSE(d.sender.given_up(at(598)));
    EXPECT_TRUE(d.sender.given_up(at(599)));
}

TEST(LineSender, a_busy_printer_is_not_asked) {
    Dialogue d;
    d.sender.queue({"G28"});
    d.say(0);
    for (double s = 2; s < 60; s += 2) {
        d.hear("echo:busy: processing", s);
        EXPECT_EQ(d.say(s + 1.9), "");
    }
}

TEST(LineSender, a_printer_that_says_it_waits_is_asked_at_once) {
    Dialogue d;
    d.sender.queue({"G28"});
    d.say(0);
    d.hear("wait", 1.0);

    EXPECT_EQ(d.say(1.0), "\nM105\n");
}

TEST(LineSender, a_silent_printer_is_asked_ever_less_often_and_not_without_end) {
    Dialogue d;
    d.sender.queue({"G28"});
    int questions = 0;
    for (double s = 0; s < 3600; s += 1)
        if (d.say(s) == "\nM105\n") ++questions;

    EXPECT_EQ(questions, 8);
}

TEST(LineSender, both_dialects_of_resend_bring_the_line_again) {
    for (const char* text : {"Resend: 2", "rs N2 Expected checksum 36"}) {
        Dialogue d;
        d.stream({"G1 X1", "G1 X2"});
        EXPECT_EQ(d.say(1), "N2 G1 X1*99\n");
        d.hear(text, 1);
        EXPECT_EQ(d.say(1), "");
        d.hear("ok", 1);

        EXPECT_EQ(d.say(1), "N2 G1 X1*99\n");
        EXPECT_EQ(d.done.size(), 0u);
    }
}

TEST(LineSender, firmware_without_ok_after_a_resend_is_not_waited_for) {
    Dialogue d;
    d.stream({"G1 X1"});
    d.say(1);
    d.hear("Resend: 2", 1);

    EXPECT_EQ(d.say(1.05), "");
    EXPECT_EQ(d.say(1.2), "N2 G1 X1*99\n");
}

TEST(LineSender, room_in_the_printer_is_used) {
    Dialogue d;
    d.stream({"G1 X1", "G1 X2", "G1 X3", "G1 X4", "G1 X5"});
    d.say(1);
    d.hear("ok N2 P15 B3", 1);

    EXPECT_EQ(d.say(1), "N3 G1 X2*97\nN4 G1 X3*103\nN5 G1 X4*97\n");
    d.hear("ok N4 P13 B2", 1);
    EXPECT_EQ(d.done, (std::vector<std::string>{"G1 X1", "G1 X2", "G1 X3"}));
    EXPECT_EQ(d.say(1), "N6 G1 X5*99\n");
}

TEST(LineSender, a_file_is_at_its_end_when_the_printer_has_confirmed_it) {
    Dialogue d;
    d.stream({"G1 X1"});
    d.say(1);
    d.hear("ok", 1);

    EXPECT_EQ(d.say(1), "\nN3 M105*36\n");
    d.hear("ok", 1);  // whose this is cannot be told
    EXPECT_FALSE(d.ended);
    EXPECT_EQ(d.say(1), "\nN4 M105*35\n");
    d.hear("ok T:20 /0", 1);
    EXPECT_TRUE(d.ended);
    d.sender.queue({"M84"});
    EXPECT_EQ(d.say(2), "M84\n");
}

TEST(LineSender, a_printer_without_temperatures_is_printed_to_all_the_same) {
    Dialogue d;
    int next = 0;
    d.sender.start_stream([&next]() -> std::optional<std::string> {
        return next++ < 3 ? std::optional<std::string>("G1 X" + std::to_string(next))
                          : std::nullopt;
    });
    int questions = 0;
    for (int i = 0; i < 100 && !d.ended; ++i) {
        if (d.say(i).find("M105") != std::string::npos) ++questions;
        d.hear("ok", i);
    }

    EXPECT_TRUE(d.ended);
    EXPECT_EQ(questions, 2 * LineSender::max_unclear);
    std::erase_if(d.done, [](const std::string& line) { return !line.starts_with("G1"); });
    EXPECT_EQ(d.done, (std::vector<std::string>{"G1 X1", "G1 X2", "G1 X3"}));
}

TEST(LineSender, a_printer_that_wants_checksums_gets_them) {
    Dialogue d;
    d.sender.queue({"G28"});
    d.sender.queue({"M84"});
    EXPECT_EQ(d.say(0), "G28\n");
    d.hear("Error: Missing checksum", 0);

    EXPECT_EQ(d.say(0), "N0 M110 N0*125\n");
    d.hear("ok", 0);
    EXPECT_EQ(d.say(0), "\nN1 M105*38\n");
    d.hear("ok T:20 /0", 0);
    EXPECT_EQ(d.say(0), "N2 G28*17\n");
    d.hear("ok", 0);
    EXPECT_EQ(d.say(0), "N3 M84*28\n");
    d.hear("ok", 0);
    EXPECT_TRUE(d.sender.idle());
    EXPECT_EQ(d.done, (std::vector<std::string>{"M110 N0", "M105", "G28", "M84"}));
    d.sender.queue({"G1"});
    EXPECT_EQ(d.say(5), "N4 G1*44\n");
}

TEST(LineSender, what_ends_a_wait_is_not_kept_waiting) {
    Dialogue d;
    d.sender.queue({"M109 S200"});
    d.say(0);
    d.sender.queue({"G28"});
    d.sender.queue({"M108"});

    EXPECT_EQ(d.say(1), "M108\n");
    d.hear("ok", 1);
    EXPECT_EQ(d.say(1), "");
    d.hear("ok", 1);
    EXPECT_EQ(d.say(1), "G28\n");
    EXPECT_EQ(d.done, (std::vector<std::string>{"M109 S200", "M108"}));
}

TEST(LineSender, a_prompt_is_answered_in_the_middle_of_a_stream) {
    Dialogue d;
    d.stream({"M600", "G1 X1"});
    d.say(1);
    d.hear("echo:busy: paused for user", 2);
    d.sender.queue({"M876 S0"});

    EXPECT_EQ(d.say(2), "N3 M876 S0*106\n");
}

TEST(LineSender, a_printer_that_was_reset_does_not_get_the_print_again) {
    Dialogue d;
    std::vector<std::string> lines(100, "G1 X1");
    d.stream(lines);
    for (int i = 0; i < 50; ++i) {
        d.say(1);
        d.hear("ok", 1);
    }
    d.say(1);
    double s = 1;
    for (; d.sender.failure().empty() && s < 1000; s += 1) {
        d.hear("Resend: 1", s);
        d.hear("ok", s);
        EXPECT_EQ(d.say(s).find("N2 "), std::string::npos);
    }

    EXPECT_EQ(d.sender.failure(),
              "the printer asks for line 1 again and again; is the cable bad, or the baud rate "
              "wrong?");
}

// A print over a cable, in virtual time.
struct Print {
    int lines = 1000;
    double garbled_to_board = 0.0, garbled_to_host = 0.0;
    marlin_sim::BoardOptions board{.boot_time = Seconds(0.0), .move_time = Seconds(0.01)};
    std::uint32_t seed = 1;
};

struct Outcome {
    bool ended = false;
    std::vector<std::string> executed;
    std::uint64_t resends = 0, harmed = 0;
    double seconds = 0.0;
};

void hear_lines(LineSender& sender, std::string& partial, const std::string& bytes, HostTime now) {
    partial += bytes;
    for (auto end = partial.find('\n'); end != std::string::npos; end = partial.find('\n')) {
        sender.hear(parse_marlin_line(partial.substr(0, end)), now);
        partial.erase(0, end + 1);
    }
}

Outcome run(const Print& print) {
    Outcome outcome;
    marlin_sim::Board board(print.board, HostTime{});
    board.on_executed([&](const std::string& line) { outcome.executed.push_back(line); });
    GarblingCable to_board(print.garbled_to_board, print.seed);
    GarblingCable to_host(print.garbled_to_host, print.seed + 1);
    LineSender sender({{}, {}, [&] { outcome.ended = true; }});
    int next = 0;
    sender.start_stream([&]() -> std::optional<std::string> {
        if (next == print.lines) return std::nullopt;
        const int line = next++;
        return "G1 X" + std::to_string(line % 200) + " E" + std::to_string(line + 1);
    });
    HostTime now{};
    std::string partial;
    while (!outcome.ended && sender.failure().empty() && now < at(1e7)) {
        hear_lines(sender, partial, to_host.pass(board.poll(now)), now);
        const auto bytes = to_board.pass(sender.take_bytes(now));
        board.hear(bytes, now);
        if (bytes.empty() && !outcome.ended) {
            const auto wake = std::min(board.next_wake(), sender.next_wake());
            now = std::max(now + std::chrono::milliseconds(1),
                           std::min(wake, now + at(5).time_since_epoch()));
        }
    }
    outcome.resends = sender.resends();
    outcome.harmed = to_board.harmed() + to_host.harmed();
    outcome.seconds = Seconds(now.time_since_epoch()).count();
    return outcome;
}

void expect_all_once_and_in_order(const Print& print, const Outcome& outcome) {
    EXPECT_TRUE(outcome.ended);
    ASSERT_EQ(outcome.executed.size(), static_cast<std::size_t>(print.lines));
    for (int i = 0; i < print.lines; ++i)
        ASSERT_EQ(outcome.executed[static_cast<std::size_t>(i)],
                  "G1 X" + std::to_string(i % 200) + " E" + std::to_string(i + 1));
}

TEST(StreamedPrint, a_good_cable_needs_no_line_twice) {
    const Print print;
    const auto outcome = run(print);

    expect_all_once_and_in_order(print, outcome);
    EXPECT_EQ(outcome.resends, 0u);
    EXPECT_LT(outcome.seconds, 11.0);
}

TEST(StreamedPrint, a_hundred_thousand_lines_with_one_in_twenty_garbled_and_random_busy) {
    Print print{.lines = 100000, .garbled_to_board = 0.05};
    print.board.random_busy = 0.002;
    const auto outcome = run(print);

    expect_all_once_and_in_order(print, outcome);
    EXPECT_GT(outcome.harmed, 4500u);
    EXPECT_GT(outcome.resends, 3000u);
}

TEST(StreamedPrint, answers_may_be_garbled_as_well) {
    for (std::uint32_t seed = 1; seed <= 10; ++seed) {
        Print print{.lines = 3000, .garbled_to_board = 0.05, .garbled_to_host = 0.05, .seed = seed};
        print.board.random_busy = 0.002;
        expect_all_once_and_in_order(print, run(print));
    }
}

TEST(StreamedPrint, sending_ahead_survives_the_same) {
    for (std::uint32_t seed = 1; seed <= 10; ++seed) {
        Print print{.lines = 3000, .garbled_to_board = 0.05, .garbled_to_host = 0.05, .seed = seed};
        print.board.advanced_ok = true;
        print.board.random_busy = 0.002;
        print.board.short_resend = seed % 2 == 0;
        expect_all_once_and_in_order(print, run(print));
    }
}

TEST(StreamedPrint, firmware_without_busy_only_makes_it_slower) {
    Print print{.lines = 2000, .garbled_to_board = 0.05, .garbled_to_host = 0.02};
    print.board.random_busy = 0.01;
    print.board.says_busy = false;
    expect_all_once_and_in_order(print, run(print));
}

}  // namespace
}  // namespace escapement::client
