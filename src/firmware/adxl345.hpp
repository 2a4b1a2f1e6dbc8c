// Fetches what an ADXL345 measured, as fast as it measures.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>

#include "firmware/core.hpp"
#include "firmware/dispatch.hpp"
#include "firmware/sensor_bulk.hpp"
#include "firmware/spi.hpp"
#include "messages/adxl345.hpp"

namespace escapement::firmware {

// A round of tasks fetches one measurement; when there are no more, a timer says when to look
// again.  Registers are those of the data sheet.
template <BoardWithSpi B, Scheduler S>
class Adxl345 {
  public:
    using Chip = SpiDevice<B, S>;

    Adxl345(Core<B, S>& core, const messages::ConfigAdxl345& config, Chip* chip)
        : core_(core), chip_(*chip), oid_(config.oid) {}
    Adxl345(const Adxl345&) = delete;
    Adxl345& operator=(const Adxl345&) = delete;

    static void configure(Core<B, S>& core, const messages::ConfigAdxl345& config) {
        auto* chip = core.template find<Chip>(config.spi_oid);
        if (chip) core.template add<Adxl345>(config, chip);
    }
    void query(const messages::QueryAdxl345& message);
    void report_status(const messages::QueryAdxl345Status& message);

    void shut_down() { due_ = false; }
    void run_task();

  private:
    static constexpr std::uint8_t read = 0x80;
    static constexpr std::uint8_t several = 0x40;
    static constexpr std::uint8_t data_register = 0x32;
    static constexpr std::uint8_t fifo_status_register = 0x39;
    // What the host writes to the register between data and status.
    static constexpr std::uint8_t fifo_control = 0x90;
    static constexpr std::uint8_t fifo_size = 32;
    using Bulk = SensorBulk<5>;
    using Reply = std::array<std::uint8_t, 9>;  // a byte of nothing, data, control, status

    Next on_due(Clock32) {
        due_ = true;
        core_.wake_tasks();
        return Next::stop();
    }
    void rest() {
        const auto guard = core_.lock();
        due_ = false;
        core_.arm(timer_, core_.board().clock() + rest_ticks_);
    }
    // Ten of thirteen bits of an axis are sign; else the bytes are not what the chip sent.
    static bool is_sane(const Reply& reply, std::uint8_t waiting) {
        for (const std::size_t high : {2, 4, 6})
            if ((reply[high] & 0xf0) != 0 && (reply[high] & 0xf0) != 0xf0) return false;
        return reply[7] == fifo_control && waiting <= fifo_size;
    }
    // Three times thirteen bits.
    static Bulk::Measurement pack(const Reply& reply) {
        const auto byte = [](unsigned value) { return static_cast<std::uint8_t>(value); };
        return {reply[1],
                reply[3],
                reply[5],
                byte((reply[2] & 0x1fU) | unsigned{reply[6]} << 5),
                byte((reply[4] & 0x1fU) | (unsigned{reply[6]} << 2 & 0x60U))};
    }

    Core<B, S>& core_;
    Timer timer_ = Timer::calling<&Adxl345::on_due>(*this, Level::relaxed);
    Chip& chip_;
    Ticks32 rest_ticks_;
    Bulk bulk_;
    Oid oid_;
    bool due_ = false;
};

template <BoardWithSpi B, Scheduler S>
void Adxl345<B, S>::query(const messages::QueryAdxl345& message) {
    const auto guard = core_.lock();
    core_.cancel(timer_);
    due_ = false;
    rest_ticks_ = message.rest_ticks;
    if (rest_ticks_.raw == 0) return;
    bulk_.reset();
    rest();
}

template <BoardWithSpi B, Scheduler S>
void Adxl345<B, S>::run_task() {
    if (!due_) return;
    Reply reply{data_register | read | several};
    chip_.exchange(reply);
    auto waiting = static_cast<std::uint8_t>(reply[8] & 0x7f);
    if (is_sane(reply, waiting)) {
        bulk_.add(core_, oid_, pack(reply));
    } else {
        bulk_.add(core_, oid_, {0xff, 0xff, 0xff, 0xff, 0xff});
        waiting = 0;
    }
    if (waiting >= fifo_size - 1) bulk_.note_overflow();
    if (waiting > 1)
        core_.wake_tasks();
    else
        rest();
}

template <BoardWithSpi B, Scheduler S>
void Adxl345<B, S>::report_status(const messages::QueryAdxl345Status&) {
    std::array<std::uint8_t, 2> reply{fifo_status_register | read};
    const Clock32 start = core_.board().clock();
    chip_.exchange(reply);
    const Clock32 end = core_.board().clock();
    const auto waiting = static_cast<std::uint8_t>(reply[1] & 0x7f);
    if (waiting <= fifo_size) core_.send(bulk_.status(oid_, start, end, waiting * 5U));
}

template <BoardWithSpi B, Scheduler S>
using Adxl345Commands = CommandList<Command<&Adxl345<B, S>::configure>,
                                    Command<&Adxl345<B, S>::query>,
                                    Command<&Adxl345<B, S>::report_status>>;

}  // namespace escapement::firmware
