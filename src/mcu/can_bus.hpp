// Boards on a CAN bus: how they are found, named and talked with.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A board is known by six bytes of its chip.  The host gives it a number (node); from then on the
// bytes of message blocks travel in frames whose identifiers follow from that number.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "mcu/can_socket.hpp"
#include "runtime/byte_stream.hpp"

namespace escapement::mcu {

// The first number that is given.
inline constexpr int first_can_node = 4;

struct CanUuid {
    std::uint64_t raw = 0;  // 48 bits

    // Up to twelve hexadecimal digits.
    static base::Result<CanUuid> parse(std::string_view text);
    std::string text() const;
    bool operator==(const CanUuid&) const = default;
};

// What a board that has no number yet says about itself.
struct CanCandidate {
    CanUuid uuid;
    std::string application;  // "Klipper", "CanBoot" or "Unknown"
};
// The identifier of what such boards say, and the frame that makes them say it.
inline constexpr std::uint32_t can_admin_answers = 0x3f1;
CanFrame can_query();
std::optional<CanCandidate> read_can_candidate(const CanFrame& frame);

// The frame that gives a board its number.
CanFrame can_assignment(CanUuid uuid, int node);

// A board's bytes.  Belongs to one thread.  Never blocks.
class CanPort final : public runtime::ByteStream {
  public:
    // Gives the board its number and talks with it.  That it is there is found out when it
    // answers.  Fails with a remedy.
    static base::Result<std::unique_ptr<CanPort>> open(const std::string& interface,
                                                       CanUuid uuid,
                                                       int node);
    // Through a socket that hears the board of that number.
    CanPort(std::unique_ptr<CanSocket> socket, int node)
        : socket_(std::move(socket)), node_(node) {}

    std::size_t write(std::span<const std::uint8_t> bytes) override;
    std::size_t read(std::span<std::uint8_t> buffer) override;
    std::string failure() const override { return socket_->failure(); }
    int file_descriptor() const { return socket_->file_descriptor(); }

  private:
    std::unique_ptr<CanSocket> socket_;
    int node_;
};

}  // namespace escapement::mcu
