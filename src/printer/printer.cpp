// Building a printer from its configuration, and stopping it.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/printer.hpp"

#include <algorithm>
#include <iterator>
#include <sstream>
#include <string>

#include "base/names.hpp"
#include "mcu/mcu.hpp"
#include "printer/klipper_names.hpp"

namespace escapement::printer {
namespace {

constexpr std::string_view startup_message =
    "Printer is not ready\nThe host is still connecting to the microcontrollers.";

bool is_served(const config::Section& section, const std::vector<ModuleType>& types) {
    return std::any_of(types.begin(), types.end(), [&](const ModuleType& type) {
        return type.schema->serves(section.name);
    });
}

std::vector<std::string> known_sections(const std::vector<ModuleType>& types) {
    std::vector<std::string> names;
    for (const ModuleType& type : types)
        for (const std::string& name : type.schema->sections) names.push_back(name);
    for (const std::string& name : klipper_sections()) names.push_back(name);
    return names;
}

// A section that needs a title and has none is unknown for another reason.
std::string unknown_section(const config::Section& section, const std::vector<ModuleType>& types) {
    const auto type = std::string(section.type());
    for (const ModuleType& known : types)
        for (const std::string& name : known.schema->sections)
            if (name == type)
                return known.schema->named
                           ? "[" + section.name + "] needs a name: [" + type + " NAME]"
                           : "[" + section.name + "] takes no name: [" + type + "]";
    if (is_klipper_section(type))
        return "section [" + section.name + "] is not supported yet; remove it to continue";
    if (const auto about = about_add_on(type); !about.empty())
        return "section [" + section.name + "] " + about;
    return "no module serves section [" + section.name + "]" +
           base::did_you_mean(type, known_sections(types));
}

// Nobody wrote it by hand: another version, or Klipper, saved it.
bool was_only_saved(const config::Section& section) {
    return !section.options.empty() &&
           std::all_of(section.options.begin(),
                       section.options.end(),
                       [](const config::Option& option) { return option.saved; });
}

void refuse_unknown_sections(const config::Document& config,
                             const std::vector<ModuleType>& types,
                             std::vector<config::Problem>& problems) {
    for (const config::Section& section : config.sections())
        if (!is_served(section, types) && !was_only_saved(section))
            problems.push_back({section.place, unknown_section(section, types)});
}

void refuse_missing_sections(const config::Document& config,
                             std::vector<config::Problem>& problems) {
    for (const char* name : {"mcu", "printer"})
        if (!config.find(name))
            problems.push_back(
                {{config.file()}, std::string("there is no [") + name + "] section; add one"});
}

// Whether there is a section of one of these types, which blanks part.
bool has_any(const config::Document& config, const std::string& types) {
    std::istringstream words(types);
    return std::any_of(std::istream_iterator<std::string>(words),
                       std::istream_iterator<std::string>(),
                       [&](const std::string& type) { return !config.of_type(type).empty(); });
}

}  // namespace

std::string problem_text(const std::vector<config::Problem>& problems) {
    std::string text;
    for (const config::Problem& problem : problems) {
        if (!text.empty()) text += '\n';
        text += problem.place.file.empty() ? problem.what : problem.text();
    }
    return text;
}

Printer::Printer(const Parts& parts)
    : parts_(parts),
      turns_(parts.executor),
      gcode_(parts.console),
      pins_(parts.mcus),
      template_host_(
          modules_, parts.console, [this](std::string reason) { shut_down(std::move(reason)); }),
      context_{.executor = parts.executor,
               .config = parts.config,
               .console = parts.console,
               .gcode = gcode_,
               .events = events_,
               .mcus = parts.mcus,
               .pins = pins_,
               .modules = modules_,
               .offline = parts.offline,
               .simulated = parts.simulated,
               .crew = parts.crew,
               .state = state_,
               .state_message = state_message_,
               .turns = turns_,
               .templates = template_host_,
               .shut_down = [this](std::string reason) { shut_down(std::move(reason)); },
               .restart = parts.restart,
               .save_config = parts.save_config,
               .read_config = parts.read_config,
               .preflight = parts.preflight,
               .time_print = parts.time_print},
      state_message_(startup_message) {
    gcode_.set_not_ready(state_message_);
    for (const ModuleType& type : parts_.types)
        if (type.schema->early) build_section(type, nullptr);
}

Printer::~Printer() = default;

// 1. Each section is checked by itself; its pins are claimed as if it were built.
// 2. The sections that are well are built.  What needs one that is not, is not built either, and
//    nobody complains about that: the cause has been named.
std::vector<config::Problem> Printer::build() {
    refuse_unknown_sections(parts_.config, parts_.types, problems_);
    refuse_missing_sections(parts_.config, problems_);
    note_offers();
    check_sections();
    pins_.release_all();
    for (const ModuleType& type : parts_.types)
        if (!type.schema->early) build_type(type);
    if (problems_.empty()) finish_modules();
    return config::in_order(problems_);
}

void Printer::finish_modules() {
    for (const Module& module : modules_.all()) try {
            if (module.type->after_build) module.type->after_build(module.object.get());
        } catch (const ConfigError& error) {
            problems_.push_back(error.problem());
        }
}

void Printer::note_offers() {
    for (const ModuleType& type : parts_.types)
        for (const config::Section& section : parts_.config.sections())
            if (type.schema->offers && type.schema->serves(section.name))
                pins_.offer_endstop(type.schema->offers->chip_of(section.name),
                                    type.schema->offers->pin);
}

void Printer::check_sections() {
    for (const ModuleType& type : parts_.types)
        for (const config::Section& section : parts_.config.sections())
            if (type.schema->serves(section.name)) check_section(type, section);
}

void Printer::check_section(const ModuleType& type, const config::Section& section) {
    const auto before = problems_.size();
    type.check(section, {parts_.config, pins_, problems_});
    if (problems_.size() != before) broken_.insert(section.name);
}

void Printer::build_type(const ModuleType& type) {
    bool found = false;
    for (const config::Section& section : parts_.config.sections()) {
        if (!type.schema->serves(section.name)) continue;
        found = true;
        if (!broken_.contains(section.name)) build_section(type, &section);
    }
    const bool accompanies = has_any(parts_.config, type.schema->companion_of);
    if (!found && (type.schema->always || accompanies)) build_section(type, nullptr);
}

void Printer::build_section(const ModuleType& type, const config::Section* section) {
    try {
        adopt(type,
              section ? section->name : type.schema->sections.front(),
              type.build(section, context_));
    } catch (const ConfigError& error) {
        auto problem = error.problem();
        if (problem.place.file.empty() && section) problem.place = section->place;
        problems_.push_back(std::move(problem));
    } catch (const MissingModule& missing) {
        if (problems_.empty())
            problems_.push_back({section ? section->place : config::Place{},
                                 "internal error: built before '" + std::string(missing.what()) +
                                     "', which it needs"});
    }
}

void Printer::adopt(const ModuleType& type, std::string name, std::shared_ptr<void> object) {
    modules_.add({std::move(name), &type, std::move(object)});
    gcode_.add(modules_.all().back());
}

runtime::Task<> Printer::connect() {
    for (auto& mcu : parts_.mcus.all()) {
        mcu->on_failure([this, &board = *mcu](const mcu::McuFailure& failure) {
            if (board.absent())
                events_.board_left.emit({board, failure.reason});
            else
                shut_down(failure.reason, failure.cause);
        });
        if (mcu->absent() && !mcu->dispensable())
            throw ConfigError("mcu '" + mcu->name() +
                              "': Unable to connect\nIt has motors or heaters, so the printer "
                              "cannot do without it, whatever is_non_critical says");
        if (auto configured = co_await mcu->configure(); !configured)
            throw ConfigError(configured.error().what);
    }
    for (const Module& module : modules_.all())
        if (module.type->connect) co_await module.type->connect(module.object.get());
    if (state_ == State::shut_down) co_return;
    state_ = State::ready;
    state_message_ = "Printer is ready";
    gcode_.set_ready();
    events_.ready.emit({});
    // What modules begin then has its turn before the first line: a probe draws up its pin.
    co_await context_.executor.yield();
}

void Printer::note_startup(const std::string& problem) {
    if (state_ != State::startup) return;
    state_message_ = std::string(startup_message) + "\n" + problem;
    gcode_.set_not_ready(state_message_);
}

void Printer::fail(const std::string& reason, std::string_view remedy) {
    if (state_ != State::startup) return;
    state_ = State::error;
    state_message_ = reason + "\nOnce the underlying issue is corrected, use the \"" +
                     std::string(remedy) +
                     "\"\ncommand to reload the config and restart the host.\n"
                     "Printer is halted";
    gcode_.set_not_ready(state_message_);
}

void Printer::shut_down(std::string reason, const std::string& cause) {
    if (state_ == State::shut_down) return;
    state_ = State::shut_down;
    state_message_ = reason + (cause.empty() ? "" : "\n" + cause) +
                     "\nOnce the underlying issue is corrected, use the \"FIRMWARE_RESTART\"\n"
                     "command to reset the firmware, reload the config, and restart the host.\n"
                     "Printer is shutdown";
    for (auto& mcu : parts_.mcus.all()) mcu->emergency_stop();
    gcode_.set_not_ready(state_message_);
    events_.shut_down.emit({std::move(reason), cause});
}

std::vector<std::string> Printer::status_names() const {
    return modules_.status_names();
}

base::Value Printer::status(std::string_view name) const {
    const Module* const module = modules_.find_status(name);
    return module ? status_of(*module) : base::Value();
}

}  // namespace escapement::printer
