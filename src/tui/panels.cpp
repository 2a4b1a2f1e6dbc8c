// What is known, a fact a line; what is not known is a dash or has no line at all.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tui/panels.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <string>
#include <utility>

#include "client/snapshot_json.hpp"
#include "tui/bindings.hpp"
#include "tui/words.hpp"

namespace escapement::tui {

namespace {

using client::Job;

constexpr int label_width = 9;

std::string padded(std::string text, int width) {
    while (columns(text) < width) text += ' ';
    return text;
}

std::string right(const std::string& text, int width) {
    const int missing = width - columns(text);
    return std::string(static_cast<std::size_t>(std::max(missing, 0)), ' ') + text;
}

Line fact(const std::string& label, std::string value, Style style = {}) {
    return {{padded(label, label_width), label_style}, {std::move(value), style}};
}

// A fact that may need several rows.
void add_fact(std::vector<Line>& lines,
              const std::string& label,
              std::string_view value,
              int width) {
    constexpr int most_rows = 4;
    auto name = label;
    for (auto& part : wrapped(value, width - label_width, most_rows))
        lines.push_back(fact(std::exchange(name, {}), std::move(part)));
}

// What was so when the printer was heard last, in words and also without colors.
std::string marked(std::string text, bool old) {
    return old && text.find_first_of("0123456789") != std::string::npos ? text + "?" : text;
}

void make_dim(std::vector<Line>& lines, std::size_t first = 0) {
    for (auto i = first; i < lines.size(); ++i)
        for (auto& span : lines[i]) {
            const bool reverse = span.style.reverse;
            span.style = label_style;
            span.style.reverse = reverse;
        }
}

Line progress_line(double share, int width, bool old) {
    constexpr int percent_width = 6;
    const int bar_width = std::max(width - percent_width, 4);
    return {{bar(share, bar_width), {Color::green, false, false, false}},
            {right(marked(percent_text(share), old), percent_width), strong_style}};
}

std::string source_text(client::JobSource source) {
    if (source == client::JobSource::card) return "from its card";
    return source == client::JobSource::host ? "from this computer" : "from its server";
}

// What fits of how long it takes still, and has taken.
void add_times(std::vector<Line>& lines, const Job& job, int width, bool old) {
    std::string times;
    if (job.left_s) times = duration_text(job.left_s) + " left";
    if (job.elapsed_s) {
        const auto more = (times.empty() ? "" : ", ") + duration_text(job.elapsed_s) + " so far";
        if (label_width + columns(times + more) + (old ? 4 : 0) <= width) times += more;
    }
    if (old && !times.empty()) times = "was " + times;
    if (old && job.left_s && label_width + columns(times) > width)
        times = "was " + duration_text(job.left_s);
    if (!times.empty()) lines.push_back(fact("time", times));
    if (!job.layer) return;
    std::string layer = std::to_string(*job.layer);
    if (job.layers) layer += " of " + std::to_string(*job.layers);
    lines.push_back(fact("layer", layer));
}

std::string position_text(const client::Position& at) {
    return "X " + number_text(at.x, 1) + "  Y " + number_text(at.y, 1) + "  Z " +
           number_text(at.z, 2);
}

std::string target_text(const client::Heater& heater) {
    if (!heater.target) return "";
    return *heater.target > 0.0 ? "/ " + number_text(heater.target, 0) : "off";
}

}  // namespace

std::vector<Line> job_lines(const Model& model, int width) {
    std::vector<Line> lines;
    const auto& known = model.known;
    if (!known.halted.empty()) {
        constexpr int most_rows = 6;
        for (auto& part : wrapped("STOPPED: " + known.halted, width, most_rows))
            lines.push_back({{std::move(part), {Color::red, true, false, false}}});
        // Servers say themselves what to do about it.
        if (known.abilities.stream) lines.push_back({{"reset the printer to go on", label_style}});
    }
    const auto first = lines.size();
    const bool old = is_stale(model) && has_job(model);
    if (!known.job) {
        lines.push_back(fact("print", "–"));
        return lines;
    }
    const auto& job = *known.job;
    const auto word =
        old ? "was " + std::string(client::state_name(job.state)) : job_text(job.state);
    auto state = fact("print", word, job_style(job.state));
    const auto source = "  " + source_text(job.source);
    const int room = width - label_width - columns(word);
    if (job.state != client::JobState::idle && columns(source) <= room)
        state.push_back({source, label_style});
    lines.push_back(std::move(state));
    if (!job.trouble.empty()) add_fact(lines, "", job.trouble, width);
    if (!job.name.empty())
        lines.push_back(fact("file", shortened(job.name, width - label_width), strong_style));
    if (job.progress && job.state != client::JobState::idle)
        lines.push_back(progress_line(*job.progress, width, old));
    if (job.state != client::JobState::idle) add_times(lines, job, width, old);
    if (old) make_dim(lines, first);
    return lines;
}

std::vector<Line> control_lines(const Model& model, int width) {
    const auto& known = model.known;
    const bool old = is_stale(model);
    std::vector<Line> lines;
    if (!known.message.empty()) add_fact(lines, "message", known.message, width);
    lines.push_back({{padded("speed", label_width), label_style},
                     {padded(marked(percent_text(known.feed_rate), old), 7), {}},
                     {padded("flow", 5), label_style},
                     {marked(percent_text(known.flow), old), {}}});
    Line fan{{padded("fan", label_width), label_style},
             {padded(marked(percent_text(known.fan), old), 7), {}}};
    if (known.abilities.babystep) {
        fan.push_back({padded("Z by", 5), label_style});
        auto step = number_text(known.babystep, 2);
        if (known.babystep) step = (*known.babystep > 0.0 ? "+" : "") + step + " mm";
        fan.push_back({marked(step, old), {}});
    }
    lines.push_back(std::move(fan));
    if (known.position.x || known.position.z)
        add_fact(lines, "position", marked(position_text(known.position), old), width);
    if (old) make_dim(lines);
    return lines;
}

std::vector<Line> heater_lines(const Model& model, int width) {
    std::vector<Line> lines;
    const bool old = is_stale(model);
    const auto heaters = named_heaters(model.known);
    for (std::size_t i = 0; i < heaters.size(); ++i) {
        const auto& [name, heater] = heaters[i];
        const bool chosen = model.known.hotends.size() > 1 && i == model.hotend;
        Line line{{padded((chosen ? "▶" : "") + name, label_width + 1),
                   {heater_color(i), chosen, false, false}},
                  {right(marked(number_text(heater.celsius, 1), old), 6), heat_style(heater)},
                  {padded(" " + target_text(heater), 7), {}}};
        constexpr int used = label_width + 1 + 6 + 7;
        if (const auto* series = model.history.find(name); series && width > used + 4)
            line.push_back(
                {sparkline(*series, heater.target.value_or(0.0), std::min(width - used, 60)),
                 {heater_color(i), false, false, false}});
        lines.push_back(std::move(line));
    }
    if (old) make_dim(lines);
    if (lines.empty()) lines.push_back({{"–", label_style}});
    return lines;
}

namespace {

constexpr int most_rows_of_entry = 4;

bool is_seen(const client::Event& event, const Model& model) {
    return !event.routine || shows_routine(model);
}

std::vector<std::string> rows_of(const client::Event& event, int width) {
    return wrapped(event.text, width - 2, most_rows_of_entry);
}

}  // namespace

int most_log_scroll(const Model& model, const Area& area) {
    int rows = 0, entries = 0;
    bool full = false;
    for (const auto& event : model.log) {
        if (!is_seen(event, model)) continue;
        rows += full ? 0 : static_cast<int>(rows_of(event, area.width).size());
        full = full || rows > area.height;
        entries += full ? 1 : 0;
    }
    return entries;
}

std::vector<Line> log_lines(const Model& model, int width, int height) {
    using Kind = client::Event::Kind;
    std::vector<Line> lines;
    int skipped = model.log_scroll;
    for (auto event = model.log.rbegin(); event != model.log.rend(); ++event) {
        if (static_cast<int>(lines.size()) >= height) break;
        if (!is_seen(*event, model)) continue;
        if (skipped-- > 0) continue;
        const bool sent = event->kind == Kind::sent;
        Style style = event->routine ? label_style : Style{};
        if (sent) style.color = Color::cyan;
        if (event->kind == Kind::alarm) style = {Color::red, true, false, false};
        if (event->kind == Kind::notice) style = {Color::green, false, false, false};
        auto parts = rows_of(*event, width);
        for (std::size_t i = parts.size(); i-- > 0;)
            lines.push_back({{(sent && i == 0 ? "> " : "  ") + std::move(parts[i]), style}});
    }
    std::reverse(lines.begin(), lines.end());
    const auto over = std::max(static_cast<int>(lines.size()) - height, 0);
    lines.erase(lines.begin(), lines.begin() + over);
    return lines;
}

std::vector<Line> toolhead_lines(const Model& model, int width) {
    std::vector<Line> lines;
    const auto& known = model.known;
    constexpr Style warning{Color::yellow, true, false, false};
    if (const auto why = move_refusal(model); !why.empty())
        for (auto& part : wrapped("Locked: " + std::string(why), width, 2))
            lines.push_back({{std::move(part), warning}});
    const Style moves = move_refusal(model).empty() ? Style{} : label_style;
    const Style homes = home_refusal(model).empty() ? Style{} : label_style;
    const bool old = is_stale(model);
    lines.push_back(
        fact("position", marked(position_text(known.position), old), old ? label_style : Style{}));
    std::string homed = "–";
    if (known.homed && !old) homed = known.homed->empty() ? "nothing" : *known.homed;
    lines.push_back(fact("homed", homed));
    if (is_halted(model) || old) return lines;  // there are no keys to be shown
    Line steps{{padded("step", label_width), label_style}};
    for (std::size_t i = 0; i < std::size(jog_steps); ++i) {
        Style style = moves;
        style.reverse = i == model.jog;
        steps.push_back({" " + number_text(jog_steps[i], i == 0 ? 1 : 0) + " ", style});
    }
    steps.push_back({" mm", {}});
    lines.push_back(std::move(steps));
    const bool roomy = model.size.height >= 16;
    if (roomy) lines.push_back({});
    lines.push_back({{"        ↑ Y+              u Z+", moves}});
    lines.push_back({{"  ← X-     → X+        ", moves}});
    lines.push_back({{"        ↓ Y-              d Z-", moves}});
    if (roomy) lines.push_back({});
    lines.push_back({{"H home all   x y z home one axis", homes}});
    lines.push_back({{"e extrude 5 mm   r retract 5 mm", moves}});
    return lines;
}

}  // namespace escapement::tui
