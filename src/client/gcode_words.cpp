// One G-code word per wish, where firmwares agree, and a choice where they do not.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/gcode_words.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "base/decimal.hpp"
#include "base/text.hpp"

namespace escapement::client {

namespace {

std::string percent(double share) {
    return std::to_string(std::lround(100.0 * std::clamp(share, 0.01, 9.99)));
}

class Words {
  public:
    explicit Words(const Snapshot& known) : known_(known) {}

    Lines operator()(const SetHotend& wish) const {
        return {"M104 T" + std::to_string(wish.tool) + " S" + short_number(wish.celsius)};
    }
    Lines operator()(const SetBed& wish) const { return {"M140 S" + short_number(wish.celsius)}; }
    Lines operator()(const SetFan& wish) const {
        const auto speed = std::lround(255.0 * std::clamp(wish.share, 0.0, 1.0));
        return {speed > 0 ? "M106 S" + std::to_string(speed) : "M107"};
    }
    Lines operator()(const SetFeedRate& wish) const { return {"M220 S" + percent(wish.share)}; }
    Lines operator()(const SetFlow& wish) const { return {"M221 S" + percent(wish.share)}; }
    Lines operator()(const Babystep& wish) const {
        const auto step = short_number(wish.mm);
        switch (known_.dialect) {
            case Dialect::klipper:
                return {"SET_GCODE_OFFSET Z_ADJUST=" + step + " MOVE=1"};
            case Dialect::reprapfirmware:
                return {"M290 S" + step};
            case Dialect::smoothie:
            case Dialect::teacup:
                return {};
            default:
                return {"M290 Z" + step};
        }
    }
    Lines operator()(const ResetBabystep&) const {
        if (known_.dialect == Dialect::klipper) return {"SET_GCODE_OFFSET Z=0 MOVE=1"};
        if (known_.dialect == Dialect::reprapfirmware) return {"M290 R0 S0"};
        const double sum = known_.babystep.value_or(0.0);
        return std::abs(sum) < 0.0005 ? Lines{} : (*this)(Babystep{-sum});
    }
    Lines operator()(const Pause&) const { return {"M25"}; }
    Lines operator()(const Resume&) const { return {"M24"}; }
    Lines operator()(const Cancel&) const {
        switch (known_.dialect) {
            case Dialect::klipper:
                return {"CANCEL_PRINT"};
            case Dialect::prusa:
                return {"M603"};
            case Dialect::reprapfirmware:
                return {"M25", "M0"};
            case Dialect::smoothie:
                return {"abort"};
            case Dialect::repetier:
                return {"M25"};
            default:
                return {"M524"};
        }
    }
    Lines operator()(const EmergencyStop&) const { return {"M112"}; }
    Lines operator()(const Send& wish) const { return lines_of(wish.gcode); }
    Lines operator()(const ListFiles&) const { return {"M21", "M20"}; }
    Lines operator()(const StartFile& wish) const { return {"M23 " + wish.path, "M24"}; }
    Lines operator()(const StreamFile&) const { return {}; }

  private:
    const Snapshot& known_;
};

}  // namespace

Lines gcode_for(const Command& command, const Snapshot& known) {
    return std::visit(Words(known), command);
}

// A bare M104 is about the tool in use only.
Lines cool_down_lines(const Snapshot& known) {
    Lines lines;
    if (known.hotends.size() < 2) lines.emplace_back("M104 S0");
    for (std::size_t tool = 0; known.hotends.size() > 1 && tool < known.hotends.size(); ++tool)
        lines.push_back("M104 T" + std::to_string(tool) + " S0");
    lines.emplace_back("M140 S0");
    if (known.chamber) lines.emplace_back("M141 S0");
    lines.emplace_back("M107");
    return lines;
}

Lines lines_of(std::string_view text) {
    Lines lines;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        const auto line = base::trim(text.substr(0, end));
        if (!line.empty()) lines.emplace_back(line);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

bool is_command(std::string_view line, std::string_view command) {
    return line.starts_with(command) &&
           (line.size() == command.size() || line[command.size()] == ' ');
}

std::optional<double> word_of(std::string_view line, char letter) {
    const auto at = line.find(std::string(" ") + letter);
    if (at == std::string_view::npos) return std::nullopt;
    const auto number = base::leading_decimal(line.substr(at + 2));
    return number.length > 0 ? std::optional(number.value) : std::nullopt;
}

bool stops_everything(const Command& command) {
    if (std::holds_alternative<EmergencyStop>(command)) return true;
    const auto* wish = std::get_if<Send>(&command);
    if (!wish) return false;
    const auto lines = lines_of(base::upper_case(wish->gcode));
    return std::any_of(
        lines.begin(), lines.end(), [](const auto& line) { return is_command(line, "M112"); });
}

std::string short_number(double value) {
    char text[64];
    std::snprintf(text, sizeof text, "%.3f", value);
    std::string number = text;
    number.erase(number.find_last_not_of('0') + 1);
    if (number.ends_with('.')) number.pop_back();
    return number == "-0" ? "0" : number;
}

}  // namespace escapement::client
