// A printer to be reached by whichever way the command line says, and the loop that serves it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "client/backend.hpp"
#include "client/network.hpp"
#include "client/serial_ports.hpp"
#include "escapement/commands.hpp"
#include "escapement/interrupt.hpp"
#include "escapement/waiting_note.hpp"
#include "runtime/executor.hpp"
#include "runtime/system_clock.hpp"

namespace escapement::app {

// Whether there is no use in waiting: a server refuses to let us in, or no port can be opened.
bool is_hopeless(const client::Snapshot& known);

// Why this file cannot be printed, to be known before a port is opened; empty: it can, or none is
// named.
std::string why_not_streamed(const std::string& path);

// Belongs to the main thread.
class PrinterClient {
  public:
    // Throws std::runtime_error for an address that is none.
    explicit PrinterClient(const ClientWish& wish);

    client::Backend& backend() { return *backend_; }
    runtime::SystemOutside& outside() { return outside_; }
    runtime::Executor& executor() { return executor_; }

    bool interrupted() const { return interrupts_.interrupted(); }

    // Whether this trouble has been told on standard error while it was waited for.
    bool has_told(const std::string& trouble) const { return waiting_.has_told(trouble); }

    enum class End { reached, late, interrupted };
    // Serves the connection, and hands over what happens, until `reached` says so or the time is
    // over.  `reached` is asked whenever something has happened.
    End serve(const std::function<bool()>& reached,
              base::Seconds time,
              const std::function<void(const client::Event&)>& tell = {});
    // Goes on for a while, interrupted or not: for last words.
    void linger(base::Seconds time);
    // Until the printer is online and has told its temperatures, or seems to have none to tell.
    // Late as well, and at once, if that is hopeless.  What is waited for is told meanwhile.
    End serve_until_online(base::Seconds time);
    // Until something can be said to the printer; late as above.
    End serve_until_reachable(base::Seconds time);

  private:
    std::unique_ptr<client::Backend> choose(const ClientWish& wish);

    runtime::SystemOutside outside_;
    runtime::Executor executor_{outside_};
    client::SystemPorts ports_{outside_};
    client::SystemNetwork network_{outside_};
    std::unique_ptr<client::Backend> backend_;
    WaitingNote waiting_;
    InterruptWatch interrupts_;
};

}  // namespace escapement::app
