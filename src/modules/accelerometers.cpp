// ACCELEROMETER_MEASURE, ACCELEROMETER_QUERY and the registers of chips.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/accelerometers.hpp"

#include <fmt/format.h>

#include <charconv>

#include "base/names.hpp"
#include "modules/toolhead.hpp"
#include "modules/vibration_files.hpp"
#include "printer/console.hpp"
#include "printer/errors.hpp"
#include "printer/module.hpp"
#include "runtime/system_clock.hpp"

namespace escapement::modules {
namespace {

using printer::CommandError;

constexpr base::Seconds query_time{1.0};
constexpr int last_register = 127, largest_value = 255;

printer::Toolhead& head_of(printer::Context& context) {
    return context.modules.the<ToolheadModule>().toolhead();
}

// As Python reads whole numbers: 16, 0x10, 0b10000, 0o20.
std::uint8_t byte_of(const std::string& parameter, const std::string& text, int most) {
    std::string_view digits = base::trim(text);
    int base = 10;
    if (digits.size() > 2 && digits[0] == '0') {
        const char kind = static_cast<char>(digits[1] | 0x20);
        base = kind == 'x' ? 16 : kind == 'b' ? 2 : kind == 'o' ? 8 : 10;
        if (base != 10) digits.remove_prefix(2);
    }
    int value = 0;
    const auto [end, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
    if (error != std::errc() || end != digits.data() + digits.size() || value < 0 || value > most)
        throw CommandError(fmt::format(
            "{}: must be a whole number from 0 to {} (is '{}')", parameter, most, text));
    return static_cast<std::uint8_t>(value);
}

}  // namespace

std::string file_label(const std::optional<std::string>& given) {
    std::string label = given ? *given : runtime::date_and_time();
    if (!is_file_label(label))
        throw CommandError("Invalid NAME parameter '" + label +
                           "': only letters, digits, '-' and '_' can be part of a file's name");
    return label;
}

void Accelerometers::add(Accelerometer& chip) {
    const auto& section = chip.section();
    if (!chips_.emplace(chip.name(), &chip).second)
        throw section.error(
            "", "Accelerometer with name '" + chip.name() + "' already defined; choose another");
    if (section.full != chip.kind()) return;
    if (nameless_)
        throw section.error("",
                            fmt::format("Default accelerometer already defined; section '{0}' must "
                                        "include an additional name, e.g. '{0} "
                                        "second_accelerometer'",
                                        section.full));
    nameless_ = &chip;
}

Accelerometer* Accelerometers::find(const std::string& full_name) const {
    for (const auto& [name, chip] : chips_)
        if (chip->full_name() == full_name) return chip;
    return nullptr;
}

Accelerometer& Accelerometers::choose(const Choice& choice) const {
    if (!choice.chip) {
        if (nameless_) return *nameless_;
        throw CommandError("missing CHIP: say which accelerometer");
    }
    const auto found = chips_.find(*choice.chip);
    if (found != chips_.end()) return *found->second;
    std::vector<std::string> names;
    for (const auto& [name, chip] : chips_) names.push_back(name);
    throw CommandError(base::not_an_option(*choice.chip, "CHIP", names));
}

std::string Accelerometers::recording_path(const Accelerometer& chip, const std::string& label) {
    std::string path = "/tmp/" + std::string(chip.kind());
    if (chip.name() != chip.kind()) path += "-" + chip.name();
    return path + "-" + label + ".csv";
}

// The second time it ends what the first began.
runtime::Task<> Accelerometers::measure(const Measure& request) {
    Accelerometer& chip = choose(request);
    printer::Toolhead& toolhead = head_of(context_);
    if (!chip.has_put_by()) {
        auto beginning = chip.record(toolhead.last_move_time());
        auto recording = co_await beginning;
        chip.put_by(std::move(recording));
        context_.console.info("accelerometer measurements started");
        co_return;
    }
    const std::string path = recording_path(chip, file_label(request.name));
    const auto recording = chip.take_put_by();
    const auto end = toolhead.last_move_time();
    co_await toolhead.wait_moves();
    co_await recording->finish(end);
    if (context_.offline) co_return;
    if (const auto complaint = recording->complaint(); !complaint.empty())
        context_.console.info(complaint);
    leave_file(context_, path, "Writing raw accelerometer data to", [&] {
        return write_accelerations(path, recording->samples());
    });
}

runtime::Task<> Accelerometers::query(const Choice& request) {
    Accelerometer& chip = choose(request);
    printer::Toolhead& toolhead = head_of(context_);
    auto beginning = chip.record(toolhead.last_move_time());
    const auto recording = co_await beginning;
    toolhead.dwell(query_time);
    const auto end = toolhead.last_move_time();
    co_await toolhead.wait_moves();
    co_await recording->finish(end);
    if (context_.offline) co_return;
    if (recording->samples().empty())
        throw CommandError("No accelerometer measurements found: [" + chip.full_name() +
                           "] answers, but measures nothing");
    const auto& [x, y, z] = recording->samples().back().along;
    context_.console.info(
        fmt::format("accelerometer values (x, y, z): {:.6f}, {:.6f}, {:.6f}", x, y, z));
}

runtime::Task<> Accelerometers::read(const ReadRegister& request) {
    Accelerometer& chip = choose(request);
    const auto address = byte_of("REG", request.reg, last_register);
    if (context_.offline) co_return;
    auto reading = chip.read_register(address);
    const auto value = co_await reading;
    context_.console.info(fmt::format("Accelerometer REG[0x{:x}] = 0x{:x}", address, value));
}

runtime::Task<> Accelerometers::write(const WriteRegister& request) {
    Accelerometer& chip = choose(request);
    const auto address = byte_of("REG", request.reg, last_register);
    const auto value = byte_of("VAL", request.val, largest_value);
    if (context_.offline) co_return;
    auto writing = chip.write_register(address, value);
    co_await writing;
}

void Accelerometers::describe(printer::Description<Accelerometers>& module) {
    module.section("accelerometers")
        .always()
        .doc("Commands for accelerometers, where there are any; has no options.");
    constexpr const char* which = "Name of the accelerometer; the one without a name if not given.";
    auto measure = module.command<&Accelerometers::measure>("ACCELEROMETER_MEASURE",
                                                            "Start/stop accelerometer");
    measure.only_while<&Accelerometers::any>();
    measure.parameter<&Choice::chip>(which);
    measure.parameter<&Measure::name>("Part of the file's name; the date and time if not given.");
    auto query = module.command<&Accelerometers::query>(
        "ACCELEROMETER_QUERY", "Query accelerometer for the current values");
    query.only_while<&Accelerometers::any>();
    query.parameter<&Choice::chip>(which);
    auto read = module.command<&Accelerometers::read>("ACCELEROMETER_DEBUG_READ",
                                                      "Query register (for debugging)");
    read.only_while<&Accelerometers::any>();
    read.parameter<&Choice::chip>(which);
    read.parameter<&ReadRegister::reg>("Address of the register, 0 to 127.").required();
    auto write = module.command<&Accelerometers::write>("ACCELEROMETER_DEBUG_WRITE",
                                                        "Set register (for debugging)");
    write.only_while<&Accelerometers::any>();
    write.parameter<&Choice::chip>(which);
    write.parameter<&ReadRegister::reg>("Address of the register, 0 to 127.").required();
    write.parameter<&WriteRegister::val>("Value, 0 to 255.").required();
}

}  // namespace escapement::modules
