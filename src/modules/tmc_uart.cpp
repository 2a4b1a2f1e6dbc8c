// Asks, listens, and asks again.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/tmc_uart.hpp"

#include <algorithm>

#include "chips/driver_datagram.hpp"
#include "printer/errors.hpp"
#include "printer/pin_spec.hpp"

namespace escapement::modules {
namespace {

constexpr double usual_baud = 40'000.0;
constexpr double baud_of_avr = 9'000.0;  // such a board is slow
constexpr int most_attempts = 5;
// A board that does not say that it has sent is asked again.
constexpr base::Seconds board_patience{0.5};
constexpr int most_board_attempts = 10;

bool is_avr(const mcu::Mcu& board) {
    const auto chip = board.chip();
    return chip.starts_with("atmega") || chip.starts_with("at90usb");
}

}  // namespace

TmcUartLine::TmcUartLine(const TmcConfig& config,
                         const Wires& wires,
                         printer::Context& context,
                         runtime::Mutex& board_busy)
    : board_(wires.receive.mcu),
      busy_(board_busy),
      receive_(wires.receive.pin),
      send_(wires.send ? wires.send->pin : wires.receive.pin),
      queue_(board_.new_queue()),
      oid_(board_.configuration().create_oid()) {
    if (wires.send && &wires.send->mcu != &board_)
        throw config.section.error(
            "tx_pin", "TMC uart rx and tx pins must be on the same mcu ('" + board_.name() + "')");
    configure(config);
    if (!config.select_pins.empty()) add_select_pins(config, context);
}

void TmcUartLine::configure(const TmcConfig& config) {
    const auto refuse = [&](const base::Error& error) {
        throw config.section.error("uart_pin", error.what);
    };
    const auto setup = board_.command<messages::ConfigTmcuart>(board_.default_queue());
    if (!setup) refuse(setup.error());
    const auto send = wire::command_id<messages::TmcuartSend>(board_.dictionary());
    if (!send) refuse(send.error());
    send_id_ = *send;
    const auto bit =
        board_.clock().ticks(base::Seconds(1.0 / (is_avr(board_) ? baud_of_avr : usual_baud)));
    board_.configuration().add(setup->encode({oid_,
                                              *board_.pin(receive_.name),
                                              receive_.pull == config::Pull::up,
                                              *board_.pin(send_.name),
                                              bit}));
    auto answers = board_.on_response<messages::TmcuartResponse>(
        oid_, [this](const messages::TmcuartResponse& answer, const mcu::Received&) {
            if (awaited_) awaited_->complete({answer.read.begin(), answer.read.end()});
        });
    if (!answers) refuse(answers.error());
    answers_ = *std::move(answers);
}

TmcUartLine::Selection TmcUartLine::selection(const TmcConfig& config,
                                              const printer::Context& context) const {
    Selection selection;
    for (const auto& name : config.select_pins) {
        const printer::PinUse use{config.section, "select_pins"};
        if (&context.pins.board_of(name, use) != &board_)
            throw config.section.error(
                "select_pins",
                "TMC mux pins must be on the same mcu as uart_pin ('" + board_.name() + "')");
        selection.addresses.push_back(context.pins.address_of(name, use));
        selection.levels.push_back(
            !config::parse_pin(name.text, config::output_prefixes)->inverted);
    }
    return selection;
}

// Their changes must not overtake what is sent along the line, nor the other way round.
void TmcUartLine::add_select_pins(const TmcConfig& config, printer::Context& context) {
    const auto setup = board_.command<messages::ConfigDigitalOut>(board_.default_queue());
    if (!setup) throw config.section.error("select_pins", setup.error().what);
    const auto update = board_.command<messages::UpdateDigitalOut>(queue_);
    if (!update) throw config.section.error("select_pins", update.error().what);
    update_ = *update;
    select_ = selection(config, context).addresses;
    chosen_.resize(select_.size());
    for (const auto& name : config.select_pins) {
        const auto claimed =
            context.pins.claim(name, {config.section, "select_pins"}, config::output_prefixes);
        select_oids_.push_back(board_.configuration().create_oid());
        board_.configuration().add(
            setup->encode({select_oids_.back(), *board_.pin(claimed.pin.name), false, false, {}}));
    }
}

TmcUartLine::Node TmcUartLine::add(const TmcConfig& config,
                                   const Wires& wires,
                                   printer::Context& context) {
    const auto& send = wires.send ? wires.send->pin : wires.receive.pin;
    if (send.address() != send_.address() || config.select_pins.empty() != select_.empty())
        throw config.section.error("uart_pin", "Shared TMC uarts must use the same pins");
    auto chosen = selection(config, context);
    if (chosen.addresses != select_)
        throw config.section.error("select_pins", "All TMC mux instances must use identical pins");
    Node node{.select = std::move(chosen.levels),
              .address = static_cast<std::uint8_t>(config.uart_address)};
    if (!nodes_.insert(node).second)
        throw config.section.error("uart_address",
                                   "Shared TMC uarts need unique address or select_pins polarity; "
                                   "another driver on " +
                                       receive_.address() + " has this one");
    return node;
}

void TmcUartLine::choose(const Node& node) {
    for (std::size_t i = 0; i < select_.size(); ++i) {
        if (chosen_[i] == node.select[i]) continue;
        chosen_[i] = node.select[i];
        update_->send({select_oids_[i], node.select[i]});
    }
}

mcu::EncodedMessage TmcUartLine::encode(const Request& request) const {
    const messages::TmcuartSend message{oid_, request.bits, request.answer_size};
    return {send_id_, message};
}

// The bits that came back.  What the board says comes long after it has acknowledged, so
// mcu::Questions cannot tell when it got lost; a line that is busy ignores a repetition.
runtime::Task<std::vector<std::uint8_t>> TmcUartLine::exchange(Request request) {
    const mcu::When when{.min_clock = request.not_before > base::PrintTime{}
                                          ? board_.clock().clock_at(request.not_before)
                                          : base::McuClock{}};
    const mcu::EncodedMessage message = encode(request);
    auto& executor = board_.executor();
    for (int attempt = 0; attempt < most_board_attempts && !board_.failure(); ++attempt) {
        runtime::Completion<std::vector<std::uint8_t>> answer(executor);
        awaited_ = &answer;
        board_.send(message.bytes(), when, queue_);
        const base::Seconds until_then = request.not_before - board_.estimated_print_time();
        const auto leaves =
            executor.now() + runtime::Executor::to_duration(std::max(until_then, base::Seconds{}));
        co_await answer.wait_until(leaves + runtime::Executor::to_duration(board_patience));
        awaited_ = nullptr;
        if (answer.done()) co_return *answer.value();
    }
    throw printer::CommandError("Unable to obtain 'tmcuart_response' response from mcu '" +
                                board_.name() + "'");
}

runtime::Task<std::optional<std::uint32_t>> TmcUartLine::read(const Node& node, std::uint8_t reg) {
    choose(node);
    Request request{.bits = chips::read_request(node.address, reg),
                    .answer_size = chips::read_answer_size};
    auto task = exchange(std::move(request));
    const auto bits = co_await task;
    co_return chips::value_of_answer(reg, bits);
}

runtime::Task<> TmcUartLine::write(const Node& node,
                                   std::uint8_t reg,
                                   std::uint32_t value,
                                   base::PrintTime not_before) {
    choose(node);
    Request request{.bits = chips::write_request(node.address, reg, value),
                    .not_before = not_before};
    auto task = exchange(std::move(request));
    co_await task;
}

printer::CommandError TmcUartLink::error(const char* verb, const chips::DriverRegister& reg) const {
    return printer::CommandError(
        "Unable to " + std::string(verb) + " tmc uart '" + name_ + "' register " + reg.name +
        "\nThe driver does not answer: it may be without motor power, or its uart_pin, tx_pin or "
        "uart_address are not those of its socket");
}

runtime::Task<std::uint32_t> TmcUartLink::read_in_turn(const chips::DriverRegister& reg) {
    for (int attempt = 0; attempt < most_attempts; ++attempt) {
        const auto value = co_await line_.read(node_, reg.address);
        if (value) co_return *value;
    }
    throw error("read", reg);
}

runtime::Task<std::uint32_t> TmcUartLink::read(const chips::DriverRegister& reg) {
    if (board().offline()) co_return 0;
    const auto turn = co_await line_.take();
    const std::uint32_t value = co_await read_in_turn(reg);
    co_return value;
}

runtime::Task<> TmcUartLink::write(const chips::DriverRegister& reg,
                                   std::uint32_t value,
                                   base::PrintTime not_before) {
    if (board().offline()) co_return;
    const auto turn = co_await line_.take();
    const auto& counter = *chip_.find("IFCNT");
    for (int attempt = 0; attempt < most_attempts; ++attempt) {
        if (!count_) count_ = co_await read_in_turn(counter);
        const std::uint32_t expected = (*count_ + 1) & 0xff;
        co_await line_.write(node_, reg.address, value, not_before);
        count_ = co_await read_in_turn(counter);
        if (count_ == expected) co_return;
    }
    throw error("write", reg);
}

}  // namespace escapement::modules
