// Finds handlers by command name, and by a parameter where modules share a command.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/dispatcher.hpp"

#include <algorithm>
#include <utility>

#include "base/names.hpp"
#include "gcode/garbled_word.hpp"
#include "gcode/parameters.hpp"
#include "printer/line_observer.hpp"
#include "printer/unknown_command.hpp"

namespace escapement::printer {
namespace {

// "arm" for "tmc2209 manual_stepper arm": parameters have no blanks.
std::string title_of(std::string_view name) {
    return std::string(name.substr(name.find_last_of(' ') + 1));
}

bool is_zero_or_missing(const gcode::Line& line, char letter) {
    const auto number = line.number(letter);
    return number && number->value_or(0.0) == 0.0;
}

// Slicers switch off what a printer may not have; that deserves no remark.
bool switches_off_something_absent(const gcode::Line& line) {
    const auto command = line.command();
    if (command == "M104" || command == "M140") return is_zero_or_missing(line, 'S');
    if (command == "M106") return line.has('S') && is_zero_or_missing(line, 'S');
    return command == "M107" || command == "M21";
}

// "M117 Layer 3": the text is no part of the command.
std::string_view first_word(std::string_view command) {
    return command.substr(0, command.find(' '));
}

// Says when a line ends, however it does.
class Observed {
  public:
    Observed(LineObserver& observer, const gcode::Line& line)
        : observer_(&observer), text_(line.text()) {
        observer.line_begins(line);
    }
    Observed(Observed&& other) noexcept
        : observer_(std::exchange(other.observer_, nullptr)), text_(std::move(other.text_)) {}
    Observed& operator=(Observed&&) = delete;
    ~Observed() { end(false); }

    void done() { end(true); }

  private:
    void end(bool done) {
        if (auto* observer = std::exchange(observer_, nullptr))
            observer->line_ends(gcode::parse_line(text_), done);
    }

    LineObserver* observer_;
    std::string text_;
};

runtime::Task<> observed(runtime::Task<> rest, Observed line) {
    co_await rest;
    line.done();
}

}  // namespace

void Dispatcher::add(const Module& module) {
    for (const Command& command : module.type->schema->commands) {
        Entry& entry = entries_[command.name];
        if (command.while_active && (!entry.command || !entry.occasional.empty())) {
            entry.command = &command;
            entry.occasional.push_back({&command, module.object.get()});
            continue;
        }
        const bool shared = !command.mux.empty();
        if (entry.command && (!shared || entry.command->mux != command.mux))
            throw ConfigError("[" + module.name + "]: command " + command.name +
                              " exists already; only one module can have it");
        entry.command = &command;
        const auto title = shared ? title_of(module.name) : std::string();
        if (!entry.by_title.emplace(title, Target{&command, module.object.get()}).second)
            throw ConfigError("[" + module.name + "]: " + command.name + " " + command.mux + "=" +
                              title + " exists already; choose another name");
    }
}

bool Dispatcher::add(const Command& command, void* module) {
    Entry& entry = entries_[command.name];
    if (entry.command) return false;
    entry.command = &command;
    entry.by_title.emplace("", Target{&command, module});
    return true;
}

std::optional<std::string> Dispatcher::rename(std::string_view from, std::string_view to) {
    const auto found = entries_.find(from);
    if (found == entries_.end()) return "Existing command '" + std::string(from) + "' not found";
    if (entries_.contains(to)) return "gcode command " + std::string(to) + " already registered";
    recent_ = {};
    auto node = entries_.extract(found);
    node.key() = to;
    if (node.mapped().first_name.empty()) node.mapped().first_name = from;
    node.mapped().doc = "Renamed builtin of '" + std::string(from) + "'";
    entries_.insert(std::move(node));
    return std::nullopt;
}

std::string Dispatcher::first_name(std::string_view name) const {
    const auto entry = entries_.find(name);
    const bool renamed = entry != entries_.end() && !entry->second.first_name.empty();
    return renamed ? entry->second.first_name : std::string(name);
}

const Dispatcher::Target* Dispatcher::Entry::active() const {
    for (const Target& target : occasional)
        if (target.command->while_active(target.module)) return &target;
    return nullptr;
}

std::optional<runtime::Task<>> Dispatcher::run(std::string_view text) {
    return run(gcode::parse_line(text));
}

std::optional<runtime::Task<>> Dispatcher::run(const gcode::Line& line) {
    if (line.command().empty()) return std::nullopt;
    return observer_ ? run_observed(line) : carry_out(line);
}

std::optional<runtime::Task<>> Dispatcher::run_observed(const gcode::Line& line) {
    Observed witness(*observer_, line);
    auto rest = carry_out(line);
    if (rest) return observed(std::move(*rest), std::move(witness));
    witness.done();
    return std::nullopt;
}

std::optional<runtime::Task<>> Dispatcher::carry_out(const gcode::Line& line) {
    const Entry* entry = find(line.command());
    if (!entry || (!entry->occasional.empty() && !entry->active())) return run_unknown(line);
    if (not_ready_because_ && !entry->command->when_not_ready)
        throw CommandError(*not_ready_because_);
    const Target& target = choose(*entry, line);
    return target.command->run(target.module, line);
}

const Dispatcher::Entry* Dispatcher::find(std::string_view name) {
    // The last characters tell G0, G1 and M106 apart.
    auto& recent = recent_[static_cast<unsigned char>(name.back()) % recent_.size()];
    if (recent && recent->first == name) return &recent->second;
    const auto found = entries_.find(name);
    if (found == entries_.end()) return nullptr;
    recent = &*found;
    return &found->second;
}

const Dispatcher::Target& Dispatcher::choose(const Entry& entry, const gcode::Line& line) const {
    if (const Target* target = entry.active()) return *target;
    if (entry.command->mux.empty()) return entry.by_title.begin()->second;
    const auto parameters = gcode::parameters(line);
    if (!parameters) throw CommandError(parameters.error().what);
    const std::string* title = parameters->find(entry.command->mux);
    if (!title && entry.command->mux_optional) return entry.by_title.begin()->second;
    if (!title)
        throw CommandError("Error on '" + std::string(line.text()) + "': missing " +
                           entry.command->mux);
    const auto found = entry.by_title.find(*title);
    if (found != entry.by_title.end()) return found->second;
    std::vector<std::string> known;
    for (const auto& [name, target] : entry.by_title) known.push_back(name);
    throw CommandError(base::not_an_option(*title, entry.command->mux, known));
}

std::optional<runtime::Task<>> Dispatcher::run_unknown(const gcode::Line& line) {
    if (line.command() == "M105") {
        if (!console_.answer("T:0")) console_.raw("T:0");
        return std::nullopt;
    }
    if (not_ready_because_ && line.command() != "M21") throw CommandError(*not_ready_because_);
    const auto word = first_word(line.command());
    if (word != line.command() && (word == "M117" || word == "M118" || word == "M23"))
        if (const auto entry = entries_.find(word); entry != entries_.end()) {
            const Target& target = choose(entry->second, line);
            return target.command->run(target.module, line);
        }
    if (switches_off_something_absent(line)) return std::nullopt;
    std::vector<std::string> names;
    for (const auto& [name, entry] : entries_) names.push_back(name);
    console_.info("Unknown command:\"" + std::string(line.command()) + "\"" +
                  unknown_command_remedy(line.command(), names));
    return std::nullopt;
}

runtime::Task<> Dispatcher::run_script(std::string script) {
    std::string_view rest = script;
    while (!rest.empty()) {
        const auto end = rest.find('\n');
        if (auto task = run(rest.substr(0, end))) co_await *task;
        if (end == std::string_view::npos) break;
        rest.remove_prefix(end + 1);
        if (rest.empty()) break;
        if (auto pause = pause_between_lines()) co_await *pause;
    }
}

bool Dispatcher::active(std::string_view name) const {
    const auto entry = entries_.find(name);
    return entry != entries_.end() && entry->second.active();
}

std::vector<Dispatcher::Known> Dispatcher::known() const {
    std::vector<Known> list;
    for (const auto& [name, entry] : entries_)
        if ((!not_ready_because_ || entry.command->when_not_ready) &&
            (entry.occasional.empty() || entry.active()))
            list.push_back({name,
                            entry.doc.empty() ? entry.command->doc : entry.doc,
                            entry.command->when_not_ready});
    return list;
}

// "Snan" is no S: without a word about it M104 would switch a heater off, and G92 set all to zero.
void refuse_garbled(const gcode::Line& line, const std::string& letter, const std::string& place) {
    if (letter.size() != 1 || !line.is_traditional()) return;
    if (const auto word = gcode::garbled_word(line, letter))
        throw CommandError(place + "'" + gcode::shown(word->letters) + "' is not " + letter +
                           " followed by a number");
}

void read_parameters(const Command& command, const gcode::Line& line, void* record) {
    const auto parameters = gcode::parameters(line);
    if (!parameters) throw CommandError(parameters.error().what);
    const auto place = "Error on '" + std::string(line.text()) + "': ";
    for (const Field& field : command.parameters) {
        const std::string* text = parameters->find(field.name);
        if (!text) {
            refuse_garbled(line, field.name, place);
            if (field.required) throw CommandError(place + "missing " + field.name);
            continue;
        }
        if (auto read = field.read(record, *text); !read)
            throw CommandError(place + field.name + ": " + read.error().what);
    }
}

}  // namespace escapement::printer
