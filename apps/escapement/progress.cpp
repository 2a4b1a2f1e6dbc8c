// Drawing the progress bar.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/progress.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>

namespace escapement::app {
namespace {

constexpr std::chrono::seconds patience(1);
constexpr std::chrono::milliseconds frame(100);
constexpr int width = 24;

std::string percentage(double share) {
    return std::to_string(static_cast<int>(std::clamp(share, 0.0, 1.0) * 100)) + "%";
}

Progress::Style style_of_terminal() {
    const char* terminal = std::getenv("TERM");
    if (terminal && std::string_view(terminal) == "dumb") return Progress::Style::plain;
    return std::getenv("NO_COLOR") ? Progress::Style::erasing : Progress::Style::coloured;
}

// The last column stays free: some terminals begin a new line when it is used.
std::size_t usable_columns() {
    winsize size{};
    const bool known = ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 1;
    return known ? size.ws_col - 1U : 79U;
}

}  // namespace

std::string duration_text(double seconds) {
    const long s = std::lround(std::max(0.0, seconds));
    char text[48];
    if (s >= 3600)
        std::snprintf(text, sizeof text, "%ld h %02ld min", s / 3600, s / 60 % 60);
    else if (s >= 60)
        std::snprintf(text, sizeof text, "%ld min %02ld s", s / 60, s % 60);
    else
        std::snprintf(text, sizeof text, "%ld s", s);
    return text;
}

Progress::Progress(std::string title)
    : title_(std::move(title)),
      begun_(clock_.now()),
      next_(begun_ + patience),
      on_terminal_(isatty(STDERR_FILENO) != 0),
      style_(style_of_terminal()) {}

std::string Progress::line(std::string_view title,
                           double share,
                           std::string_view detail,
                           double left_s) {
    share = std::clamp(share, 0.0, 1.0);
    const int full = static_cast<int>(share * width);
    std::string out(title);
    out += " [" + std::string(static_cast<std::size_t>(full), '#') +
           std::string(static_cast<std::size_t>(width - full), '.') + "] ";
    out += percentage(share);
    if (!detail.empty()) out += ", " + std::string(detail);
    if (left_s >= 0) out += ", " + duration_text(left_s) + " left";
    return out;
}

void Progress::show(double share, std::string_view detail) {
    if (!on_terminal_) return;
    const auto now = clock_.now();
    if (now < next_) return;
    next_ = now + frame;
    const double spent = std::chrono::duration<double>(now - begun_).count();
    const double left = share > 0.01 ? spent * (1 - share) / share : -1;
    const auto text = fitting({line(title_, share, detail, left),
                               line(title_, share, "", left),
                               line(title_, share, "", -1),
                               title_ + " " + percentage(share)},
                              usable_columns());
    std::fputs(over(text, drawn_, style_).c_str(), stderr);
    std::fflush(stderr);
    drawn_ = text.size();
}

std::string Progress::fitting(const std::vector<std::string>& lines, std::size_t columns) {
    for (const std::string& line : lines)
        if (line.size() <= columns) return line;
    return lines.back().substr(0, columns);
}

std::string Progress::over(std::string_view line, std::size_t before, Style style) {
    const std::string text(line);
    if (style == Style::coloured && !text.empty()) return "\r\033[36m" + text + "\033[0m\033[K";
    if (style != Style::plain) return "\r" + text + "\033[K";
    const auto rest = before > text.size() ? before - text.size() : 0;
    return "\r" + text + std::string(rest, ' ') + (text.empty() ? "\r" : "");
}

void Progress::clear() {
    if (drawn_ > 0) std::fputs(over("", drawn_, style_).c_str(), stderr);
    drawn_ = 0;
}

}  // namespace escapement::app
