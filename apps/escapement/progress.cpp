// Drawing the progress bar.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/progress.hpp"

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
      colour_(!std::getenv("NO_COLOR")) {}

std::string Progress::line(std::string_view title,
                           double share,
                           std::string_view detail,
                           double left_s) {
    share = std::clamp(share, 0.0, 1.0);
    const int full = static_cast<int>(share * width);
    std::string out(title);
    out += " [" + std::string(static_cast<std::size_t>(full), '#') +
           std::string(static_cast<std::size_t>(width - full), '.') + "] ";
    out += std::to_string(static_cast<int>(share * 100)) + "%";
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
    const auto text = line(title_, share, detail, left);
    std::fprintf(stderr, colour_ ? "\r\033[36m%s\033[0m\033[K" : "\r%s\033[K", text.c_str());
    std::fflush(stderr);
    drawn_ = true;
}

void Progress::clear() {
    if (drawn_) std::fputs("\r\033[K", stderr);
    drawn_ = false;
}

}  // namespace escapement::app
