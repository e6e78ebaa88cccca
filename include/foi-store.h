/**
 * @file foi-store.h
 * libfoi-store: the register of record, which stands on libfoi.
 *
 * This file includes everything of libfoi-store. Each room has a header of its own in foi-store/:
 *
 *     foi-store/ledger.h  Merkle trees, keys, signed checkpoints, witnesses, evidence of a case
 *     foi-store/store.h   the register: bodies, cases, appends, checkpoints, personal data
 *
 * The rules of foi.h hold here too. Status codes, errors and days are those of libfoi: a program links both.
 * Secrets (keys, salts) come in as arguments and are wiped where the library has kept a copy.
 */
#ifndef FOI_STORE_H
#define FOI_STORE_H

#include "foi-store/ledger.h"
#include "foi-store/store.h"

#endif
