// The wires to the controller of a display.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "mcu/mcu.hpp"
#include "modules/display_config.hpp"
#include "printer/context.hpp"
#include "wire/codec.hpp"

namespace escapement::modules {

// Nobody waits for what is sent; it leaves when the cable has nothing better to do.  Belongs to the
// main thread.
class DisplayLink {
  public:
    virtual ~DisplayLink() = default;
    virtual mcu::Mcu& mcu() const = 0;
    virtual void command(wire::Bytes bytes, mcu::When when) = 0;
    virtual void data(wire::Bytes bytes, mcu::When when) = 0;
    // Before the first command, once the printer is ready.
    virtual void begin() {}

    void command(wire::Bytes bytes) { command(bytes, in_background()); }
    void data(wire::Bytes bytes) { data(bytes, in_background()); }
    // Not before so long from now.
    mcu::When after(base::Seconds delay) const;

  private:
    static mcu::When in_background() { return {.req_clock = {mcu::When::background}}; }
};

// The link of a display whose options have been checked.  Throws ConfigError.
std::unique_ptr<DisplayLink> make_display_link(const DisplayConfig& config,
                                               printer::Context& context);

}  // namespace escapement::modules
