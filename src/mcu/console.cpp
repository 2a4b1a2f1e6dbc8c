// Reads words, prints words; everything about messages comes from the board's dictionary.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcu/console.hpp"

#include <array>
#include <cstdio>
#include <variant>

#include "base/text.hpp"
#include "messages/system.hpp"

namespace escapement::mcu {

namespace {

std::string number(double value, int decimals) {
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%.*f", decimals, value);
    return text.data();
}

std::string print(const wire::Constant& constant) {
    struct Printer {
        std::string operator()(std::int64_t value) const { return std::to_string(value); }
        std::string operator()(double value) const { return base::print_number(value); }
        std::string operator()(const std::string& value) const { return value; }
    };
    return std::visit(Printer{}, constant);
}

}  // namespace

Console::Console(Mcu& mcu, Print print) : mcu_(mcu), print_(std::move(print)) {
    mcu_.on_traffic([this](const Received& received) { show(received); });
}

Console::~Console() {
    mcu_.on_traffic(nullptr);
}

void Console::greet() {
    const wire::Dictionary& dictionary = mcu_.dictionary();
    print_("Connected to " + mcu_.chip() + " running " + dictionary.app + " " + dictionary.version +
           " (" + std::to_string(dictionary.commands.size()) + " commands, " +
           number(mcu_.clock().nominal_frequency_hz() / 1e6, 3) + " MHz).");
    print_("Type a message such as get_clock, or help.");
}

bool Console::enter(std::string_view line) {
    line = base::trim(line);
    if (line.empty()) return true;
    if (line == "quit" || line == "exit") return false;
    if (line == "help") return help(), true;
    if (line == "list") return list(), true;
    if (line == "constants") return constants(), true;
    if (line == "enumerations") return enumerations(), true;
    if (line == "stats") return print_(mcu_.stats()), true;
    send(line);
    return true;
}

void Console::help() {
    print_("NAME FIELD=VALUE ...  send a message: set_digital_out pin=PA3 value=1");
    print_("list                  what the board understands and says");
    print_("constants             what it tells about itself");
    print_("enumerations          names for pins, buses and the like");
    print_("stats                 counters of the connection");
    print_("quit                  leave");
}

void Console::list() {
    print_("Commands:");
    for (const auto& message : mcu_.dictionary().commands) print_("  " + message.format);
    print_("Responses:");
    for (const auto& message : mcu_.dictionary().responses) print_("  " + message.format);
}

void Console::constants() {
    for (const auto& [name, value] : mcu_.dictionary().config) print_(name + " = " + print(value));
}

void Console::enumerations() {
    for (const auto& [name, enumeration] : mcu_.dictionary().enumerations) {
        print_(name + ":");
        for (const auto& entry : enumeration.entries()) {
            const auto last = enumeration.name(entry.value + entry.count - 1);
            const bool is_range = entry.count > 1 && last;
            print_("  " + entry.name + (is_range ? " ... " + *last : "") + " = " +
                   std::to_string(entry.value));
        }
    }
}

void Console::send(std::string_view line) {
    const auto message = mcu_.codebook().encode(line);
    if (!message) return print_("! " + message.error().what);
    if (message->size() > wire::max_payload_size)
        return print_("! too long: a message may have " + std::to_string(wire::max_payload_size) +
                      " bytes, this one has " + std::to_string(message->size()));
    if (line.substr(0, line.find(' ')) == messages::GetClock::schema.name) ++clocks_asked_for_;
    mcu_.send(*message, When{}, mcu_.default_queue());
}

// The connection itself asks for the clock once a second; nobody wants to read that.
bool Console::is_wanted(const wire::DecodedMessage& message) {
    if (message.format->name() != messages::Clock::schema.name) return true;
    if (clocks_asked_for_ == 0) return false;
    --clocks_asked_for_;
    return true;
}

// "   1.234567  clock clock=222222222": the time is that of the board's clock as estimated.
void Console::show(const Received& received) {
    const auto messages = mcu_.codebook().decode_all(received.payload());
    const auto clock = mcu_.clock().estimated_clock(received.received);
    const double seconds = static_cast<double>(clock.raw) / mcu_.clock().nominal_frequency_hz();
    const std::string when = number(seconds, 6) + "  ";
    if (!messages) return print_(when + "! " + messages.error().what);
    for (const wire::DecodedMessage& message : *messages)
        if (is_wanted(message)) print_(when + message.print());
}

}  // namespace escapement::mcu
