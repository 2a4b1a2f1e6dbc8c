// G-code that a template has printed, and how its lines are carried out.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/script.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "gcode/line.hpp"
#include "printer/console.hpp"
#include "printer/dispatcher.hpp"
#include "printer/template_host.hpp"

namespace escapement::printer {
namespace {

// "PARK" for "gcode_macro PARK:gcode", which is what people know it by.
std::string short_name(const std::string& name) {
    constexpr std::string_view prefix = "gcode_macro ";
    constexpr std::string_view suffix = ":gcode";
    if (!name.starts_with(prefix) || !name.ends_with(suffix)) return name;
    return name.substr(prefix.size(), name.size() - prefix.size() - suffix.size());
}

}  // namespace

std::string_view ScriptRun::take_line() {
    const std::string_view text = script_->text;
    begin_ = next_;
    const auto end = std::min(text.find('\n', begin_), text.size());
    next_ = end + 1;
    return text.substr(begin_, end - begin_);
}

bool ScriptRun::advance() {
    while (next_ <= script_->text.size()) {
        if (next_ > 0) pause_ = context_.gcode.pause_between_lines();
        if (pause_ || context_.templates.is_time_for_others()) return false;
        line_ = take_line();
        if (base::trim(line_).empty()) continue;
        if (script_->record.values) tell_line();
        try {
            pending_ = context_.gcode.run(line_);
        } catch (CommandError& error) {
            name_line(error);
            throw;
        }
        if (pending_) return false;
    }
    if (script_->record.values) tell_values(script_->text.size());
    return true;
}

runtime::Task<> ScriptRun::rest() {
    do {
        if (pause_) {
            co_await *pause_;
            pause_.reset();
            continue;
        }
        if (!pending_) {
            co_await context_.executor.yield();
            continue;
        }
        try {
            co_await *pending_;
        } catch (CommandError& error) {
            name_line(error);
            throw;
        }
        pending_.reset();
    } while (!advance());
}

void ScriptRun::name_line(CommandError& error) const {
    const auto line = base::trim(line_);
    const auto indent = static_cast<std::size_t>(line.data() - line_.data());
    const auto place = script_->source->place(script_->record, begin_ + indent);
    error.add_line("in " + script_->source->name() + (place.empty() ? "" : ", " + place) + ": " +
                   gcode::shown(line));
}

// The values that were seen before this byte of the output.
void ScriptRun::tell_values(std::size_t until) {
    using What = templates::Record::Seen::What;
    const auto& seen = script_->record.seen;
    std::string text;
    for (; told_ < seen.size() && seen[told_].output <= until; ++told_) {
        const auto& value = seen[told_];
        const std::string_view lead = value.what == What::assigned ? "set "
                                      : value.what == What::tested ? "if "
                                                                   : "";
        text += (text.empty() ? "" : "\n") + short_name(script_->source->name()) + ":   " +
                std::string(lead) + value.expression +
                (value.what == What::tested ? " is " : " = ") + value.value;
    }
    if (!text.empty()) context_.console.info(text);
}

void ScriptRun::tell_line() {
    tell_values(begin_ + line_.size());
    const auto line = base::trim(line_);
    const auto indent = static_cast<std::size_t>(line.data() - line_.data());
    context_.console.info(short_name(script_->source->name()) + " " +
                          script_->source->place(script_->record, begin_ + indent) + ": " +
                          std::string(line));
}

void ScriptRun::tell_unfinished() {
    const auto name = short_name(script_->source->name());
    context_.console.info(name + ": fails while it is evaluated; none of its lines runs");
    script_->text = script_->record.unfinished.printed;
    while (next_ < script_->text.size()) {
        line_ = take_line();
        if (!base::trim(line_).empty()) tell_line();
    }
    tell_values(script_->text.size());
    context_.console.info(name + ": fails at " + script_->record.unfinished.place);
}

}  // namespace escapement::printer
