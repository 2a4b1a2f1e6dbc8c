// Claims about a real terminal, which is the other end of a pseudo-terminal.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tui/terminal.hpp"

#include <gtest/gtest.h>
#include <poll.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <functional>
#include <string>

namespace escapement::tui {
namespace {

// What a program writes to its terminal, to the end.  `typed` is typed when it has drawn "ready":
// before that an interrupt would end it.
std::string written_by(const std::function<int()>& program, int& status, std::string typed = {}) {
    int end = -1;
    const pid_t child = forkpty(&end, nullptr, nullptr, nullptr);
    if (child == 0) {
        setenv("TERM", "xterm", 1);
        setenv("LC_ALL", "C", 1);
        unsetenv("NO_COLOR");
        _exit(program());
    }
    std::string text;
    char buffer[4096];
    for (ssize_t count = 0; (count = read(end, buffer, sizeof buffer)) > 0;) {
        text.append(buffer, static_cast<std::size_t>(count));
        if (typed.empty() || text.find("ready") == std::string::npos) continue;
        EXPECT_EQ(write(end, typed.data(), typed.size()), static_cast<ssize_t>(typed.size()));
        typed.clear();
    }
    waitpid(child, &status, 0);
    close(end);
    return text;
}

TEST(Terminal, a_screen_is_drawn_and_the_terminal_left_as_it_was) {
    int status = 0;
    const auto text = written_by(
        [] {
            auto terminal = Terminal::open({});
            if (!terminal) return 1;
            Screen screen((*terminal)->size());
            screen.write(0, 0, "hello …", {Color::red, true, false, false});
            (*terminal)->draw(screen);
            return 0;
        },
        status);

    EXPECT_EQ(status, 0);
    EXPECT_NE(text.find("hello ."), std::string::npos);
    EXPECT_NE(text.find("\x1b[31m"), std::string::npos);
    EXPECT_NE(text.find("\x1b[?1049h"), std::string::npos);
    EXPECT_NE(text.find("\x1b[?1049l"), std::string::npos);
}

TEST(Terminal, without_a_change_nothing_is_drawn_and_without_color_no_color) {
    int status = 0;
    const auto text = written_by(
        [] {
            auto terminal = Terminal::open({.no_color = true});
            if (!terminal) return 1;
            Screen screen((*terminal)->size());
            screen.write(0, 0, "once", {Color::red, false, false, false});
            for (int i = 0; i < 5; ++i) (*terminal)->draw(screen);
            return 0;
        },
        status);

    EXPECT_EQ(status, 0);
    EXPECT_EQ(text.find("once"), text.rfind("once"));
    EXPECT_EQ(text.find("\x1b[31m"), std::string::npos);
}

// With something on it, so that whoever types knows that it listens; nothing if it does not open.
base::Result<std::unique_ptr<Terminal>> ready_terminal() {
    auto terminal = Terminal::open({});
    if (!terminal) return terminal;
    Screen screen((*terminal)->size());
    screen.write(0, 0, "ready", {});
    (*terminal)->draw(screen);
    return terminal;
}

TEST(Terminal, ctrl_c_is_a_key) {
    int status = 0;
    written_by(
        [] {
            const auto terminal = ready_terminal();
            if (!terminal) return 1;
            pollfd polled{STDIN_FILENO, POLLIN, 0};
            poll(&polled, 1, 10000);
            const auto event = (*terminal)->next();
            return event && *event == std::variant<Key, Paste, Size>(Key{Key::Kind::interrupt}) ? 0
                                                                                                : 2;
        },
        status,
        "\x03");
    EXPECT_EQ(status, 0);
}

TEST(Terminal, a_paste_is_one_piece_and_marked_for_as_long_as_the_screen_is_there) {
    int status = 0;
    const auto text = written_by(
        [] {
            const auto terminal = ready_terminal();
            if (!terminal) return 1;
            std::optional<std::variant<Key, Paste, Size>> event;
            for (int i = 0; i < 100 && !event; ++i) {
                pollfd polled{STDIN_FILENO, POLLIN, 0};
                poll(&polled, 1, 100);
                event = (*terminal)->next();
            }
            const std::variant<Key, Paste, Size> wanted(Paste{U"a\rcy"});
            return event && *event == wanted ? 0 : 2;
        },
        status,
        "\x1b[200~a\rcy\x1b[201~");
    EXPECT_EQ(status, 0);
    const auto on = text.find("\x1b[?2004h");
    EXPECT_NE(on, std::string::npos);
    EXPECT_NE(text.find("\x1b[?2004l", on), std::string::npos);
}

// A program in the foreground of a shell that takes the terminal when it stops, says so, and
// continues it at once.
int like_a_shell(const std::function<int()>& program) {
    const pid_t job = fork();
    if (job == 0) {
        setpgid(0, 0);
        signal(SIGTTOU, SIG_IGN);
        tcsetpgrp(STDIN_FILENO, getpgrp());
        signal(SIGTTOU, SIG_DFL);
        _exit(program());
    }
    signal(SIGTTOU, SIG_IGN);
    int status = 0;
    while (waitpid(job, &status, WUNTRACED) == job && WIFSTOPPED(status)) {
        tcsetpgrp(STDIN_FILENO, getpgrp());
        if (write(STDOUT_FILENO, "<stopped>", 9) != 9) return 9;
        tcsetpgrp(STDIN_FILENO, job);
        kill(job, SIGCONT);
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 8;
}

using Typed = std::optional<std::variant<Key, Paste, Size>>;

Typed next_of(Terminal& terminal) {
    Typed event = terminal.next();
    for (int i = 0; i < 100 && !event; ++i) {
        pollfd polled{STDIN_FILENO, POLLIN, 0};
        poll(&polled, 1, 100);
        event = terminal.next();
    }
    return event;
}

TEST(Terminal, keys_without_a_meaning_are_no_characters) {
    int status = 0;
    written_by(
        [] {
            const auto terminal = ready_terminal();
            if (!terminal) return 1;
            const auto first = next_of(**terminal), second = next_of(**terminal);
            const Typed word(control(U'w')), letter(character(U'x'));
            return first == word && second == letter ? 0 : 2;
        },
        status,
        std::string("\0\x1d\x1bOP\x17x", 7));  // Ctrl-Space, Ctrl-], F1, Ctrl-W, x
    EXPECT_EQ(status, 0);
}

TEST(Terminal, a_stopped_program_leaves_all_modes_and_takes_them_again) {
    int status = 0;
    const auto text = written_by(
        [] {
            return like_a_shell([] {
                auto terminal = Terminal::open({});
                if (!terminal) return 1;
                Screen screen((*terminal)->size());
                screen.write(0, 0, "ready", {});
                (*terminal)->draw(screen);
                const auto event = next_of(**terminal);
                if (!event || !(*event == std::variant<Key, Paste, Size>(Key{Key::Kind::suspend})))
                    return 2;
                (*terminal)->suspend();
                screen.write(0, 0, "again", {});
                (*terminal)->draw(screen);
                return 0;
            });
        },
        status,
        "\x1a");

    EXPECT_EQ(WEXITSTATUS(status), 0) << text;
    std::size_t at = 0;
    for (const char* wanted : {"\x1b[?2004h",
                               "ready",
                               "\x1b[?2004l",
                               "\x1b[?1049l",
                               "<stopped>",
                               "\x1b[?1049h",
                               "\x1b[?25l",
                               "\x1b[?2004h",
                               "again",
                               "\x1b[?2004l",
                               "\x1b[?1049l"}) {
        const auto found = text.find(wanted, at);
        ASSERT_NE(found, std::string::npos) << wanted + 1 << " in " << text.substr(at);
        at = found;
    }
}

TEST(Terminal, a_program_that_was_stopped_by_force_draws_all_anew) {
    int status = 0;
    const auto text = written_by(
        [] {
            return like_a_shell([] {
                auto terminal = Terminal::open({});
                if (!terminal) return 1;
                Screen screen((*terminal)->size());
                screen.write(0, 0, "whole", {});
                (*terminal)->draw(screen);
                raise(SIGSTOP);
                const auto event = next_of(**terminal);
                if (!event || !std::holds_alternative<Size>(*event)) return 2;
                (*terminal)->draw(screen);
                return 0;
            });
        },
        status);

    EXPECT_EQ(WEXITSTATUS(status), 0) << text;
    const auto stopped = text.find("<stopped>");
    ASSERT_NE(stopped, std::string::npos);
    EXPECT_NE(text.find("\x1b[?1049h", stopped), std::string::npos);
    EXPECT_NE(text.find("\x1b[?2004h", stopped), std::string::npos);
    EXPECT_NE(text.find("whole", stopped), std::string::npos);
}

TEST(Terminal, a_terminal_that_is_not_known_is_told) {
    int status = 0;
    const auto text = written_by(
        [] {
            setenv("TERM", "no-such-terminal", 1);
            const auto terminal = Terminal::open({});
            if (terminal) return 1;
            return terminal.error().what ==
                           "terminal 'no-such-terminal' is not known; TERM=xterm may help"
                       ? 0
                       : 2;
        },
        status);
    EXPECT_EQ(status, 0) << text;
}

TEST(Terminal, a_terminal_without_a_cursor_to_move_is_told) {
    int status = 0;
    written_by(
        [] {
            setenv("TERM", "dumb", 1);
            const auto terminal = Terminal::open({});
            if (terminal) return 1;
            return terminal.error().what ==
                           "terminal 'dumb' cannot move its cursor; TERM=xterm may help"
                       ? 0
                       : 2;
        },
        status);
    EXPECT_EQ(status, 0);
}

}  // namespace
}  // namespace escapement::tui
