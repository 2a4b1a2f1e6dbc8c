// Short texts for people.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tui/words.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace escapement::tui {

namespace {

constexpr const char* unknown = "–";

template <class... Arguments>
std::string formatted(const char* format, Arguments... arguments) {
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), format, arguments...);
    return text.data();
}

}  // namespace

std::string duration_text(std::optional<double> seconds) {
    if (!seconds || !std::isfinite(*seconds) || *seconds < 0.0 || *seconds > 1e8) return unknown;
    const long whole = std::lround(*seconds);
    if (whole >= 86400) return formatted("%ld d %02ld h", whole / 86400, whole / 3600 % 24);
    if (whole >= 3600) return formatted("%ld h %02ld min", whole / 3600, whole / 60 % 60);
    return formatted("%ld min %02ld s", whole / 60, whole % 60);
}

std::string percent_text(std::optional<double> share) {
    return share ? formatted("%.0f %%", 100.0 * *share) : unknown;
}

std::string number_text(std::optional<double> value, int digits) {
    return value ? formatted("%.*f", digits, *value) : unknown;
}

std::string size_text(std::optional<std::uint64_t> bytes) {
    if (!bytes) return unknown;
    const auto count = static_cast<double>(*bytes);
    if (count < 1e3) return formatted("%.0f B", count);
    if (count < 1e6) return formatted("%.1f kB", count / 1e3);
    return count < 1e9 ? formatted("%.1f MB", count / 1e6) : formatted("%.1f GB", count / 1e9);
}

std::string bar(double share, int width) {
    const int full = static_cast<int>(std::lround(std::clamp(share, 0.0, 1.0) * width));
    std::string text;
    for (int i = 0; i < width; ++i) text += i < full ? "█" : "░";
    return text;
}

std::vector<std::string> wrapped(std::string_view text, int width, int rows) {
    const int room = std::max(width, 1);
    std::vector<std::string> lines;
    while (columns(text) > room && static_cast<int>(lines.size()) + 1 < rows) {
        auto part = fitting(text, room);
        if (part.empty()) break;  // not even one wide character has room
        const auto blank = text.substr(0, part.size() + 1).rfind(' ');
        // A word that fits into a row is not broken; others are where much of a row would be empty.
        const auto word =
            blank == std::string_view::npos ? std::string_view() : text.substr(blank + 1);
        const bool fits = columns(word.substr(0, word.find(' '))) <= room;
        const bool whole_words = blank != std::string_view::npos && blank > 0 &&
                                 (fits || columns(text.substr(0, blank)) > room / 2);
        if (whole_words) part = text.substr(0, blank);
        lines.emplace_back(part);
        text.remove_prefix(part.size() + (whole_words ? 1 : 0));
    }
    lines.push_back(shortened(std::string(text), room));
    return lines;
}

std::string shortened(const std::string& text, int width) {
    if (columns(text) <= width) return text;
    return width > 0 ? std::string(fitting(text, width - 1)) + "…" : "";
}

std::string sparkline(const Series& series, double target, int width) {
    constexpr std::array bars{"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
    const auto count =
        std::min<std::size_t>(series.celsius.size(), static_cast<std::size_t>(std::max(width, 0)));
    const auto begin = series.celsius.end() - static_cast<std::ptrdiff_t>(count);
    float high = std::max(static_cast<float>(target), 50.0F);
    for (auto at = begin; at != series.celsius.end(); ++at)
        if (*at) high = std::max(high, **at);
    std::string text;
    for (auto at = begin; at != series.celsius.end(); ++at) {
        const float share = *at ? std::clamp(**at / high, 0.0F, 1.0F) : 0.0F;
        text += *at ? bars[static_cast<std::size_t>(std::lround(7.0F * share))] : " ";
    }
    return text;
}

Color heater_color(std::size_t place) {
    constexpr std::array colors{
        Color::red, Color::blue, Color::magenta, Color::green, Color::cyan, Color::yellow};
    return colors[place % colors.size()];
}

Style heat_style(const client::Heater& heater) {
    constexpr double near = 3.0, hot = 50.0;
    if (!heater.celsius) return {};
    if (heater.target && *heater.target > 0.0) {
        const bool there = std::abs(*heater.celsius - *heater.target) <= near;
        return {there ? Color::green : Color::yellow, true, false, false};
    }
    return *heater.celsius > hot ? Style{Color::red, true, false, false} : Style{};
}

std::string age_text(double seconds) {
    const auto whole = std::max(static_cast<long>(seconds), 0L);
    if (whole < 120) return std::to_string(whole) + " s";
    return whole < 7200 ? std::to_string(whole / 60) + " min" : std::to_string(whole / 3600) + " h";
}

std::string_view link_text(client::Link link) {
    using client::Link;
    switch (link) {
        case Link::closed:
            return "not connected";
        case Link::searching:
            return "looking for a printer";
        case Link::opening:
            return "connecting";
        case Link::listening:
            return "connected, listening";
        case Link::asking:
            return "connected, no answer yet";
        case Link::online:
            return "online";
    }
    return {};
}

Style link_style(const client::Snapshot& known) {
    if (!known.halted.empty()) return {Color::red, true, false, false};
    if (known.link == client::Link::online) return {Color::green, true, false, false};
    return {known.was_online ? Color::red : Color::yellow, true, false, false};
}

std::string job_text(client::JobState state) {
    using client::JobState;
    switch (state) {
        case JobState::idle:
            return "idle";
        case JobState::printing:
            return "▶ printing";
        case JobState::pausing:
            return "pausing …";
        case JobState::paused:
            return "⏸ paused";
        case JobState::cancelling:
            return "cancelling …";
        case JobState::finished:
            return "✓ finished";
        case JobState::cancelled:
            return "× cancelled";
        case JobState::failed:
            return "× failed";
    }
    return {};
}

Style job_style(client::JobState state) {
    using client::JobState;
    if (state == JobState::printing || state == JobState::finished)
        return {Color::green, true, false, false};
    if (state == JobState::failed || state == JobState::cancelled)
        return {Color::red, true, false, false};
    return state == JobState::idle ? Style{} : Style{Color::yellow, true, false, false};
}

}  // namespace escapement::tui
