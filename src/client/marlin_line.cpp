// Looks a line over for everything that a printer may have meant by it.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/marlin_line.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include "base/text.hpp"
#include "client/marlin_fields.hpp"

namespace escapement::client {

namespace {

using base::trim;
using Tone = MarlinLine::Tone;

bool contains(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

bool starts_with_case(std::string_view text, std::string_view lower) {
    return text.size() >= lower.size() &&
           std::equal(lower.begin(), lower.end(), text.begin(), [](char a, char b) {
               return a == std::tolower(static_cast<unsigned char>(b));
           });
}

bool strip(std::string_view& text, std::string_view lower) {
    if (!starts_with_case(text, lower)) return false;
    text = trim(text.substr(lower.size()));
    return true;
}

// The whole number behind `key`, with a blank or not.
std::optional<std::uint64_t> number_behind(std::string_view text, std::string_view key) {
    const auto at = text.find(key);
    if (at == std::string_view::npos) return std::nullopt;
    text = text.substr(at + key.size());
    text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
    std::uint64_t number = 0;
    std::size_t digits = 0;
    for (; digits < text.size() && text[digits] >= '0' && text[digits] <= '9'; ++digits)
        number = number * 10 + static_cast<std::uint64_t>(text[digits] - '0');
    constexpr std::size_t most_digits = 18;
    if (digits == 0 || digits > most_digits) return std::nullopt;
    return number;
}

std::optional<double> percent_behind(std::string_view text, std::string_view key) {
    const auto number = number_behind(text, key);
    if (!number || *number > 999) return std::nullopt;
    return static_cast<double>(*number) / 100.0;
}

bool has_halted(std::string_view text) {
    return contains(text, "EMERGENCY SHUTDOWN") || contains(text, "Klipper state: Shutdown");
}

bool is_fatal(std::string_view text) {
    constexpr std::array signs{"kill() called",
                               "Printer halted",
                               "MINTEMP",
                               "MAXTEMP",
                               "Heating failed",
                               "Thermal Runaway"};
    return has_halted(text) || std::any_of(signs.begin(), signs.end(), [&](const char* sign) {
               return contains(text, sign);
           });
}

bool is_transmission(std::string_view text) {
    constexpr std::array signs{
        "hecksum", "Line Number", "line number", "xpected line", "Format error", "rong line"};
    return std::any_of(
        signs.begin(), signs.end(), [&](const char* sign) { return contains(text, sign); });
}

// Takes the words at the front that say how a line is meant.
Tone take_tone(std::string_view& text) {
    if (strip(text, "error:") || strip(text, "e:"))
        return is_fatal(text)          ? Tone::fatal
               : is_transmission(text) ? Tone::transmission
                                       : Tone::error;
    if (strip(text, "!!")) return text.empty() || is_fatal(text) ? Tone::fatal : Tone::error;
    if (strip(text, "fatal:")) return Tone::fatal;
    if (strip(text, "echo:") || strip(text, "//"))
        return has_halted(text) ? Tone::fatal : Tone::echo;
    return Tone::plain;
}

// "ok", "ok 12", "ok N12 P15 B3 T:20.1 /0.0"; the rest is left.
std::optional<Acknowledgement> take_ok(std::string_view& text) {
    if (!text.starts_with("ok")) return std::nullopt;
    if (text.size() > 2 && text[2] != ' ' && text[2] != ':') return std::nullopt;
    text = trim(text.substr(2));
    Acknowledgement ok;
    if (!text.empty() && text[0] >= '0' && text[0] <= '9') ok.line = number_behind(text, "");
    for (auto rest = text; rest.size() > 1 && std::string_view("NPB").find(rest[0]) < 3;) {
        const auto number = number_behind(rest.substr(1), "");
        if (!number || *number > 1'000'000'000) break;
        if (rest[0] == 'N') ok.line = number;
        if (rest[0] == 'P') ok.planner_room = static_cast<int>(*number);
        if (rest[0] == 'B') ok.line_room = static_cast<int>(*number);
        const auto end = rest.find(' ');
        rest = end == std::string_view::npos ? std::string_view() : trim(rest.substr(end));
    }
    return ok;
}

std::optional<std::uint64_t> find_resend(std::string_view text) {
    if (strip(text, "resend:") || strip(text, "resend ") || strip(text, "rs ")) {
        strip(text, "n");
        return number_behind(text.substr(0, text.find_first_not_of("0123456789")), "");
    }
    return std::nullopt;
}

// The value behind "KEY:", up to the next word in capitals with a colon.
std::string value_of(std::string_view text, std::string_view key) {
    const auto at = text.find(key);
    if (at == std::string_view::npos) return {};
    const auto value = text.substr(at + key.size());
    std::size_t end = value.size(), word = 0;
    for (std::size_t i = 0; i < value.size() && end == value.size(); ++i) {
        if (value[i] == ' ') word = i + 1;
        if (value[i] != ':' || i < word + 4) continue;
        const auto name = value.substr(word, i - word);
        if (std::all_of(name.begin(), name.end(), [](char c) {
                return std::isupper(static_cast<unsigned char>(c)) || c == '_' || c == '-';
            }))
            end = word;
    }
    auto found = trim(value.substr(0, end));
    if (found.ends_with(',')) found.remove_suffix(1);
    return std::string(found);
}

std::optional<FirmwareInfo> find_firmware(std::string_view text) {
    if (!contains(text, "FIRMWARE_NAME:")) return std::nullopt;
    FirmwareInfo info;
    info.name = value_of(text, "FIRMWARE_NAME:");
    info.dialect = dialect_of(info.name);
    const auto version = value_of(text, "FIRMWARE_VERSION:");
    if (!version.empty()) info.name += " " + version;
    info.machine = value_of(text, "MACHINE_TYPE:");
    if (const auto count = number_behind(text, "EXTRUDER_COUNT:"); count && *count <= max_tools)
        info.extruders = static_cast<int>(*count);
    return info;
}

void find_card(std::string_view text, MarlinLine& line) {
    if (const auto done = number_behind(text, "SD printing byte ")) {
        if (const auto total = number_behind(text, "/")) line.card_bytes = {*done, *total};
    } else if (contains(text, "Not SD printing") || contains(text, "Not currently playing")) {
        line.card = CardNews::idle;
    } else if (contains(text, "Done printing file") || contains(text, "SD file done")) {
        line.card = CardNews::finished;
    } else if (contains(text, "SD card ok")) {
        line.card = CardNews::ready;
    } else if (contains(text, "SD init fail") || contains(text, "No SD card") ||
               contains(text, "No media") || contains(text, "volume.init failed")) {
        line.card = CardNews::absent;
    } else if (contains(text, "File selected")) {
        line.card = CardNews::selected;
    } else if (contains(text, "open failed") || contains(text, "Unable to open file") ||
               contains(text, "file not found")) {
        line.card = CardNews::open_failed;
    } else if (auto rest = text; strip(rest, "file opened:")) {
        line.opened = std::string(trim(rest.substr(0, rest.find("Size:"))));
    }
}

// How far a slicer's M73 says the print is.
void find_progress(std::string_view text, MarlinLine& line) {
    if (starts_with_case(text, "silent mode")) return;
    line.progress = percent_behind(text, "Percent done:");
    if (!line.progress) line.progress = percent_behind(text, "M73 Progress:");
    if (!line.progress) return;
    auto minutes = number_behind(text, "remaining in mins:");
    if (!minutes) minutes = number_behind(text, "Time left:");
    constexpr std::uint64_t most_minutes = 1'000'000;
    if (minutes && *minutes < most_minutes) line.left_s = 60.0 * static_cast<double>(*minutes);
}

void find_factors(std::string_view text, MarlinLine& line) {
    if (text.starts_with("FR:")) line.feed_rate = percent_behind(text, "FR:");
    if (text.starts_with("SpeedMultiply:")) line.feed_rate = percent_behind(text, "SpeedMultiply:");
    if (text.starts_with("FlowMultiply:")) line.flow = percent_behind(text, "FlowMultiply:");
    if (text.starts_with("E0 Flow:")) line.flow = percent_behind(text, "E0 Flow:");
    if (const auto speed = number_behind(text, "Fanspeed:"); speed && *speed <= 255)
        line.fan = static_cast<double>(*speed) / 255.0;
    if (const auto tool = number_behind(text, "Active Extruder:"); tool && *tool < max_tools)
        line.tool = static_cast<int>(*tool);
}

// Repetier tells targets when they are set, and not with the temperatures.
void find_targets(std::string_view text, MarlinLine& line) {
    constexpr std::string_view hotend = "TargetExtr", bed = "TargetBed:";
    if (const auto target = number_behind(text, bed); target && text.starts_with(bed))
        line.bed_target = static_cast<double>(*target);
    if (!text.starts_with(hotend)) return;
    const auto tool = number_behind(text, hotend), target = number_behind(text, ":");
    if (tool && target && *tool < max_tools)
        line.hotend_target = {static_cast<int>(*tool), static_cast<double>(*target)};
}

void find_capability(std::string_view text, MarlinLine& line) {
    if (!strip(text, "cap:")) return;
    const auto colon = text.find(':');
    if (colon == std::string_view::npos) return;
    line.capability = {std::string(text.substr(0, colon)), text.substr(colon + 1) == "1"};
}

ListMark find_list_mark(std::string_view text) {
    if (starts_with_case(text, "begin file list")) return ListMark::begin;
    if (starts_with_case(text, "end file list")) return ListMark::end;
    return ListMark::none;
}

void find_firmware_news(std::string_view text, MarlinLine& line) {
    line.boot = text == "start" || text == "Smoothie";
    line.firmware = find_firmware(text);
    find_capability(text, line);
    if (auto rest = text; line.tone == Tone::echo && strip(rest, "action:"))
        line.action = std::string(rest);
}

bool is_number(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

bool is_gcode_name(std::string_view name) {
    constexpr std::array endings{".gcode", ".gco", ".g", ".gc", ".bgcode", ".ngc", ".nc"};
    const auto lower = base::lower_case(name);
    return std::any_of(
        endings.begin(), endings.end(), [&](const char* end) { return lower.ends_with(end); });
}

// The long name behind name and size: quoted or not, perhaps after a date in hexadecimal.
std::string long_name(std::string_view rest) {
    rest = trim(rest);
    if (rest.starts_with("0x")) {
        const auto end = rest.find(' ');
        rest = end == std::string_view::npos ? std::string_view() : trim(rest.substr(end));
    }
    if (rest.size() >= 2 && rest.front() == '"' && rest.back() == '"')
        rest = rest.substr(1, rest.size() - 2);
    return std::string(rest);
}

File file_of(std::string_view path, std::string_view size, std::string name) {
    if (name.empty()) name = std::string(path);
    return {std::string(path), std::move(name), number_behind(size, ""), std::nullopt};
}

}  // namespace

bool Temperatures::complete() const {
    if (active && active->target) return true;
    return std::any_of(tools.begin(), tools.end(), [](const auto& tool) {
        return tool.second.target.has_value();
    });
}

bool MarlinLine::unambiguous() const {
    return firmware || (temperatures && temperatures->complete()) || contains(text, "Marlin ") ||
           contains(text, "Klipper state:");
}

MarlinLine parse_marlin_line(std::string_view raw) {
    MarlinLine line;
    auto text = trim(raw);
    line.tone = take_tone(text);
    line.ok = take_ok(text);
    line.text = std::string(text);
    line.resend = find_resend(text);
    if (line.resend) return line;
    line.busy = starts_with_case(text, "busy:") || starts_with_case(text, "busy ");
    line.refused = (line.tone == Tone::error && trim(raw).starts_with("!!")) ||
                   (line.tone == Tone::echo && starts_with_case(text, "printer locked"));
    line.wait = text == "wait" || text == "waiting";
    find_firmware_news(text, line);
    line.list = find_list_mark(text);
    find_card(text, line);
    if (line.tone != Tone::plain && line.tone != Tone::echo) return line;
    find_progress(text, line);
    find_factors(text, line);
    find_targets(text, line);
    if (line.firmware || line.capability) return line;
    line.position = find_position(text);
    if (!line.position && line.tone == Tone::plain) line.temperatures = find_temperatures(text);
    return line;
}

std::optional<File> parse_file_entry(std::string_view raw) {
    const auto text = trim(raw);
    if (text.empty() || text.ends_with('/') || text.starts_with("DIR_")) return std::nullopt;
    if (const auto last = text.rfind(' '); last != std::string_view::npos) {
        const auto head = trim(text.substr(0, last));
        if (is_number(text.substr(last + 1)) && is_gcode_name(head))
            return file_of(head, text.substr(last + 1), {});
    }
    const auto blank = text.find(' ');
    if (blank == std::string_view::npos) return file_of(text, {}, {});
    const auto rest = trim(text.substr(blank));
    const auto size = rest.substr(0, rest.find(' '));
    if (!is_number(size) || !contains(text.substr(0, blank), ".")) return file_of(text, {}, {});
    return file_of(text.substr(0, blank), size, long_name(rest.substr(size.size())));
}

Dialect dialect_of(std::string_view name) {
    constexpr std::array<std::pair<std::string_view, Dialect>, 7> names{{
        {"Prusa", Dialect::prusa},
        {"RepRapFirmware", Dialect::reprapfirmware},
        {"Repetier", Dialect::repetier},
        {"Smoothie", Dialect::smoothie},
        {"Klipper", Dialect::klipper},
        {"Teacup", Dialect::teacup},
        {"Marlin", Dialect::marlin},
    }};
    for (const auto& [part, dialect] : names)
        if (contains(name, part)) return dialect;
    return contains(name, "Escapement") ? Dialect::klipper : Dialect::unknown;
}

}  // namespace escapement::client
