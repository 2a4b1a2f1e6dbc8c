// ncurses, and nothing of it elsewhere.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tui/terminal.hpp"

#include <curses.h>
#include <langinfo.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include <atomic>
#include <clocale>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cwchar>
#include <string_view>
#include <utility>

namespace escapement::tui {

namespace {

constexpr int escape_delay_ms = 25;
constexpr std::size_t max_pasted = 4096;
constexpr int most_empty_looks = 20;  // for a paste whose end was lost
constexpr int paste_begins = KEY_MAX + 1, paste_ends = KEY_MAX + 2;

// A signal handler reaches nothing but globals.
constinit std::atomic<bool> asked_to_stop = false, went_on = false;
static_assert(std::atomic<bool>::is_always_lock_free);

void note_stop(int) {
    asked_to_stop = true;
}

void note_continuation(int) {
    went_on = true;
}

// Where nobody can continue a process that has stopped, the signal is ignored from the start.
void watch_stops() {
    if (std::signal(SIGTSTP, note_stop) == SIG_IGN) std::signal(SIGTSTP, SIG_IGN);
    std::signal(SIGCONT, note_continuation);
    asked_to_stop = went_on = false;
}

void forget_stops() {
    if (std::signal(SIGTSTP, SIG_DFL) == SIG_IGN) std::signal(SIGTSTP, SIG_IGN);
    std::signal(SIGCONT, SIG_DFL);
}

std::string_view variable(const char* name) {
    const char* value = std::getenv(name);
    return value ? value : "";
}

// The terminal's number of each color; -1 is its own foreground.
short color_number(Color color) {
    switch (color) {
        case Color::red:
            return COLOR_RED;
        case Color::green:
            return COLOR_GREEN;
        case Color::yellow:
            return COLOR_YELLOW;
        case Color::blue:
            return COLOR_BLUE;
        case Color::magenta:
            return COLOR_MAGENTA;
        case Color::cyan:
            return COLOR_CYAN;
        case Color::gray:
            return COLOR_WHITE;
        case Color::usual:
            break;
    }
    return -1;
}

// Nothing for keys that mean nothing here.
std::optional<Key> named_key(wint_t code) {
    using Kind = Key::Kind;
    switch (code) {
        case KEY_UP:
            return Key{Kind::up};
        case KEY_DOWN:
            return Key{Kind::down};
        case KEY_LEFT:
            return Key{Kind::left};
        case KEY_RIGHT:
            return Key{Kind::right};
        case KEY_PPAGE:
            return Key{Kind::page_up};
        case KEY_NPAGE:
            return Key{Kind::page_down};
        case KEY_HOME:
            return Key{Kind::home};
        case KEY_END:
            return Key{Kind::end};
        case KEY_BACKSPACE:
            return Key{Kind::backspace};
        case KEY_DC:
            return Key{Kind::remove};
        case KEY_BTAB:
            return Key{Kind::back_tab};
        case KEY_ENTER:
            return Key{Kind::enter};
        default:
            return std::nullopt;
    }
}

std::optional<Key> typed_key(wint_t code) {
    using Kind = Key::Kind;
    switch (code) {
        case '\n':
        case '\r':
            return Key{Kind::enter};
        case '\t':
            return Key{Kind::tab};
        case 3:
            return Key{Kind::interrupt};
        case 26:
            return Key{Kind::suspend};
        case 27:
            return Key{Kind::escape};
        case 8:
        case 127:
            return Key{Kind::backspace};
        default:
            break;
    }
    if (code >= 1 && code <= 26) return control(static_cast<char32_t>('a' + code - 1));
    const auto glyph = static_cast<char32_t>(code);
    return is_control(glyph) ? std::nullopt : std::optional(character(glyph));
}

attr_t attributes_of(const Style& style) {
    attr_t attributes = A_NORMAL;
    if (style.bold) attributes |= A_BOLD;
    if (style.dim) attributes |= A_DIM;
    if (style.reverse) attributes |= A_REVERSE;
    return attributes;
}

// Has the terminal mark what is pasted, so that it is not taken for keys.
void mark_pastes(bool on) {
    std::fputs(on ? "\x1b[?2004h" : "\x1b[?2004l", stdout);
    std::fflush(stdout);
}

// Ctrl-C and Ctrl-Z are keys like others, for a print may depend on this program.  The signal would
// also be lost where ncurses draws, for it ignores it meanwhile.
void leave_interrupts_to_us() {
    termios settings{};
    if (tcgetattr(STDIN_FILENO, &settings) != 0) return;
    settings.c_cc[VINTR] = settings.c_cc[VSUSP] = _POSIX_VDISABLE;
    tcsetattr(STDIN_FILENO, TCSANOW, &settings);
    def_prog_mode();
}

}  // namespace

base::Result<std::unique_ptr<Terminal>> Terminal::open(const TerminalOptions& options) {
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
        return base::Error{"tui needs a terminal; 'escapement status' and 'watch' do not"};
    std::setlocale(LC_CTYPE, "");
    if (variable("TERM") == "dumb")
        return base::Error{"terminal 'dumb' cannot move its cursor; TERM=xterm may help"};
    SCREEN* handle = newterm(nullptr, stdout, stdin);
    if (!handle)
        return base::Error{"terminal '" + std::string(variable("TERM")) +
                           "' is not known; TERM=xterm may help"};
    std::unique_ptr<Terminal> terminal(new Terminal(handle));
    terminal->choose(options);
    return terminal;
}

void Terminal::choose(const TerminalOptions& options) {
    set_escdelay(escape_delay_ms);
    cbreak();
    noecho();
    nonl();
    keypad(stdscr, TRUE);
    nodelay(stdscr, TRUE);
    curs_set(0);
    leave_interrupts_to_us();
    watch_stops();
    define_key("\x1b[200~", paste_begins);
    define_key("\x1b[201~", paste_ends);
    mark_pastes(true);
    const bool unicode =
        std::string_view(nl_langinfo(CODESET)) == "UTF-8" && variable("TERM") != "linux";
    ascii_ = options.ascii || !unicode;
    colors_ = !options.no_color && variable("NO_COLOR").empty() && has_colors();
    if (!colors_) return;
    start_color();
    use_default_colors();
    for (int i = 1; i <= static_cast<int>(Color::gray); ++i)
        init_pair(static_cast<short>(i), color_number(static_cast<Color>(i)), -1);
}

Terminal::~Terminal() {
    forget_stops();
    mark_pastes(false);
    endwin();
    delscreen(static_cast<SCREEN*>(handle_));
}

Size Terminal::size() const {
    return {getmaxx(stdscr), getmaxy(stdscr)};
}

std::optional<std::variant<Key, Paste, Size>> Terminal::next() {
    if (went_on) {
        endwin();
        come_back();
        return size();
    }
    if (asked_to_stop.exchange(false)) return Key{Key::Kind::suspend};
    if (pasted_) return paste_on();
    while (true) {
        wint_t code = 0;
        const int kind = resized_ ? KEY_CODE_YES : get_wch(&code);
        if (kind == ERR) return std::nullopt;
        if (std::exchange(resized_, false) || (kind == KEY_CODE_YES && code == KEY_RESIZE)) {
            last_.reset();
            return size();
        }
        if (kind == KEY_CODE_YES && code == paste_begins) break;
        if (const auto key = kind == KEY_CODE_YES ? named_key(code) : typed_key(code)) return *key;
    }
    pasted_.emplace();
    empty_looks_ = 0;
    return paste_on();
}

// Until it is whole, there is nothing.
std::optional<Paste> Terminal::paste_on() {
    while (true) {
        wint_t code = 0;
        const int kind = get_wch(&code);
        const bool ends = kind == KEY_CODE_YES && code == paste_ends;
        if (ends || (kind == ERR && ++empty_looks_ >= most_empty_looks))
            return std::exchange(pasted_, std::nullopt);
        if (kind == ERR) return std::nullopt;
        empty_looks_ = 0;
        resized_ = resized_ || (kind == KEY_CODE_YES && code == KEY_RESIZE);
        if (kind == KEY_CODE_YES || pasted_->text.size() >= max_pasted) continue;
        pasted_->text += static_cast<char32_t>(code);
    }
}

void Terminal::draw_cell(int x, int y, const Cell& cell) {
    if (cell.glyph == Screen::second_half) return;  // drawn with the first
    // What the terminal's library takes for wider or narrower than we do would shift the row.
    const auto wanted = static_cast<wchar_t>(cell.glyph);
    const bool agreed = wcwidth(wanted) == glyph_width(cell.glyph);
    const wchar_t text[2] = {agreed ? wanted : L'?', L'\0'};
    cchar_t glyph{};
    const auto pair = colors_ ? static_cast<short>(cell.style.color) : short{0};
    setcchar(&glyph, text, attributes_of(cell.style), pair, nullptr);
    mvadd_wch(y, x, &glyph);
}

void Terminal::draw(Screen screen) {
    if (ascii_) screen.make_ascii();
    if (last_ && *last_ == screen) return;
    const auto size = screen.size();
    const bool all = !last_ || !(last_->size() == size);
    if (all) erase();
    for (int y = 0; y < size.height; ++y)
        for (int x = 0; x < size.width; ++x)
            if (all || !(last_->at(x, y) == screen.at(x, y))) draw_cell(x, y, screen.at(x, y));
    refresh();
    last_ = std::move(screen);
}

void Terminal::suspend() {
    mark_pastes(false);
    endwin();
    forget_stops();
    // All that were started together, as Ctrl-Z does; goes on behind this when it is continued.
    kill(0, SIGTSTP);
    come_back();
}

// Whoever had the terminal meanwhile may have changed all of it.
void Terminal::come_back() {
    watch_stops();
    winsize size{};
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 && size.ws_col > 0)
        resizeterm(size.ws_row, size.ws_col);
    clearok(stdscr, TRUE);
    refresh();
    mark_pastes(true);
    last_.reset();
}

bool Terminal::gone() const {
    pollfd polled{STDIN_FILENO, POLLIN, 0};
    return poll(&polled, 1, 0) > 0 && (polled.revents & (POLLHUP | POLLERR | POLLNVAL)) != 0;
}

}  // namespace escapement::tui
